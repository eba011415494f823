"""Files of bytes."""


def tried(work):
    try:
        print("came to", work())
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)


with open("b", "wb") as out:
    print(out.write(bytes(range(10))), out.tell(), out.name, out.closed)
    out.writelines([b"x\n", b"yz\n"])
with open("b", "rb") as file:
    print(file.read(3), file.tell(), file.seek(-2, 2), file.read(), file.read())
    print(file.seek(2), file.seek(3, 1), file.read(2))
    tried(lambda: file.seek(-1))
    tried(lambda: file.seek(0, 9))
    tried(lambda: file.write(b"x"))
    tried(lambda: file.truncate())
    tried(lambda: file.read(-2))
    file.seek(0)
    while chunk := file.read(4):
        print(len(chunk), chunk)
    file.seek(0)
    print(file.readline(), file.readline(2), file.readline(), file.readlines())
tried(lambda: file.read())
tried(lambda: file.flush())
with open("b", "rb") as file:
    print(list(file), next(file, None))
    print(repr(file), file.readable(), file.writable(), file.seekable())
with open("b", "r+b") as file:
    file.seek(12)
    file.write(b"ABC")
    file.seek(0)
    print(len(file.read()), file.truncate(4), file.tell())
with open("b", "ab") as file:
    print(file.tell(), file.write(b"!"), repr(file))
    tried(lambda: file.read())
with open("b", "wb+") as file:
    file.seek(3)
    file.write(b"gap")
    file.seek(0)
    print(file.read())


def checksum(path):
    total = 0
    with open(path, "rb") as source:
        for byte in source.read():
            total = (total * 31 + byte) % 65521
    return total


def records(path):
    with open(path, "wb") as out:
        for number in (1, 256, 70000):
            out.write(number.to_bytes(4, "big"))
    with open(path, "rb") as source:
        data = source.read(4)
        while data:
            yield int.from_bytes(data, "big")
            data = source.read(4)


print(checksum("b"), list(records("r")), sum(records("r")))
print(open("r", "rb").read().hex(" "))
for count in (1, 2, 3, -2, -3, 4, 20, 0):
    print(b"abcdefg".hex(":", count), bytearray(b"xyz").hex("-"), b"".hex(" "))
try:
    b"ab".hex("--")
except ValueError as error:
    print(error)
