"""Numbers read from bytes and from byte arrays."""


def tried(what, base=10):
    try:
        return int(what, base)
    except ValueError as error:
        return str(error)


def floated(what):
    try:
        return float(what)
    except ValueError as error:
        return str(error)


for text in (b"12", b" -7\n", b"1_000", b"0x1f", b"", b"zz", b"\xff", b"\xa012", b"\x1c5", b"1" * 30):
    print(tried(text), tried(text, 10), tried(text, 36), tried(text, 0), tried(text, 1))
    print(floated(text), floated(bytearray(text)), tried(bytearray(text)), tried(bytearray(text), 16))
for text in (b"1.5e3", b" inf ", b"1__0.5", b"1_0.5"):
    print(floated(text))
block = b"".join(format(char, "08b").encode() for char in b"Az")
print(block, int(block, 2), [int(block[i : i + 8], 2) for i in range(0, len(block), 8)])
print(int(b"-9"), sum(int(row) for row in b"3,4,5".split(b",")))
