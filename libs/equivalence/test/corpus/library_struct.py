import struct

record = struct.pack(">4sHBxf?", b"abcdef", 513, 7, 1.5, True)
print(record, len(record), struct.calcsize(">4sHBxf?"))
name, n, small, ratio, flag = struct.unpack(">4sHBxf?", record)
print(name, n, small, ratio, flag)
print(struct.calcsize("bi"), struct.pack("bi", 1, 2), struct.unpack("bi", struct.pack("bi", -1, -2)))
print(struct.pack("<3h", *[1, -2, 3]))
print(struct.unpack("<qQ", struct.pack("<qQ", -2 ** 63, 2 ** 64 - 1)))
for bad in (
    lambda: struct.pack("<b", 128),
    lambda: struct.pack(">h", -40000),
    lambda: struct.pack("<H", 70000),
    lambda: struct.pack("<I", -1),
    lambda: struct.pack("<I", 2 ** 33),
    lambda: struct.pack(">Q", -1),
    lambda: struct.pack("<i", 2 ** 70),
    lambda: struct.pack("<i", 1.5),
    lambda: struct.pack("<f", "a"),
    lambda: struct.pack("<2s", "ab"),
    lambda: struct.pack("<ii", 1),
    lambda: struct.unpack("<i", b"abc"),
    lambda: struct.pack("<c", b"ab"),
):
    try:
        bad()
    except struct.error as error:
        print(error)
try:
    struct.pack("<f", 1e300)
except OverflowError as error:
    print(error)


def fast_inverse_sqrt(x):
    i = struct.unpack("<i", struct.pack("<f", x))[0]
    i = 0x5F3759DF - (i >> 1)
    y = struct.unpack("<f", struct.pack("<f", i and struct.unpack("<f", struct.pack("<i", i))[0]))[0]
    return y * (1.5 - 0.5 * x * y * y)


print(round(fast_inverse_sqrt(4.0), 6))
print([format(b, "08b") for b in struct.pack(">d", -0.1)])
print(struct.pack("<d", 3), struct.pack("<d", True), struct.pack("<?", []))
