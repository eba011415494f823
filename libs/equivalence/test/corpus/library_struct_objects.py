import struct
HEADER = struct.Struct(">IHB")
FORMAT = "<if"
data = HEADER.pack(1, 2, 3)
print(data, HEADER.size, HEADER.unpack(data), HEADER.format)
print(struct.calcsize(FORMAT), struct.pack(FORMAT, 7, 1.5), struct.unpack(FORMAT, struct.pack(FORMAT, -7, 0.5)))
class Packet:
    _head = struct.Struct("!BH")
    FMT = "<" + "H" * 3
    def __init__(self, kind, n):
        self.kind = kind
        self.n = n
        self._tail = struct.Struct("<Q")
    def encode(self):
        return self._head.pack(self.kind, self.n) + self._tail.pack(self.n)
    @classmethod
    def decode(cls, raw):
        kind, n = cls._head.unpack_from(raw)
        return cls(kind, n)
    def triple(self):
        return struct.pack(self.FMT, 1, 2, 3), struct.unpack(Packet.FMT, b"\1\0\2\0\3\0")
p = Packet(5, 300)
print(p.encode(), Packet.decode(p.encode()).n, p.triple())
def local():
    s = struct.Struct("<2s?d")
    return s.unpack(s.pack(b"ab", True, 2.5)), s.size
print(local())
print(struct.unpack_from("<I", b"abcdefgh", 2), struct.unpack_from("<I", b"abcdefgh", offset=-4), struct.unpack_from("<I", b"abcd"))
for args in [(b"abc", 0), (b"abcdef", 4), (b"abcdef", -2), (b"abcdef", -9), (b"abcdef", 9)]:
    try:
        print(struct.unpack_from("<I", *args)) if False else print(struct.unpack_from("<I", args[0], args[1]))
    except struct.error as e:
        print(e)
buf = bytearray(8)
struct.pack_into("<HH", buf, 2, 1, 2)
print(buf)
HEADER.pack_into(buf, 0, 9, 8, 7)
print(buf)
for at in [6, -2, -9, 9]:
    try:
        struct.pack_into("<I", buf, at, 1)
        print(buf)
    except struct.error as e:
        print(e)
print(list(struct.iter_unpack("<HB", b"\1\0\2\3\0\4")), [a for a, in struct.Struct("<H").iter_unpack(b"\1\0\2\0")])
try:
    list(struct.iter_unpack("<H", b"abc"))
except struct.error as e:
    print(e)
xs = struct.unpack("<16B", bytes(range(16)))
print(xs, sum(xs), len(xs), xs[3:5])
try:
    HEADER.pack(1, 2)
except struct.error as e:
    print(e)
try:
    HEADER.pack(1, 70000, 1)
except struct.error as e:
    print(e)
try:
    HEADER.unpack(b"abc")
except struct.error as e:
    print(e)
