"""What errors of encodings know of the fault."""


def read(data, codec="utf-8"):
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        good = error.object[: error.start]
        return error.encoding, error.reason, error.start, error.end, good, error.object[error.start : error.end]


def write(text, codec="ascii"):
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        return error.encoding, error.reason, error.start, error.end, error.object[error.start : error.end]


for data in (b"plain", b"ab\xff", b"\xc3(", b"\xe2\x82", b"x\xf0\x9f\x98y", b"\x80"):
    print(read(data))
    print(read(data, "ascii"))
for text in ("plain", "naïve", "éè!", "a€"):
    print(write(text), write(text, "latin-1"))
for work in (lambda: b"\xff".decode(), lambda: "é".encode("ascii")):
    try:
        work()
    except UnicodeError as error:
        print(type(error).__name__, error.reason, error.start, error.end, error.encoding)
for start, end in ((1, 2), (-4, 9), (7, 0)):
    try:
        raise UnicodeDecodeError("own", b"abc", start, end, "no luck")
    except UnicodeDecodeError as error:
        print(error.start, error.end, error.reason, error.object)
print({}.fromkeys("abca", 0), {"x": 1}.fromkeys(range(2)))
write("ok").decode("ascii")
b"\xfe".decode()
