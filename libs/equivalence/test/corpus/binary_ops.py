def popcount(n):
    c = 0
    while n:
        n &= n - 1
        c += 1
    return c
def to_base(n, b, digits="0123456789abcdefghijklmnopqrstuvwxyz"):
    if n == 0: return "0"
    s, neg = "", n < 0
    n = abs(n)
    while n:
        n, r = divmod(n, b)
        s = digits[r] + s
    return "-" * neg + s
def gray(n): return [i ^ (i >> 1) for i in range(1 << n)]
def subsets_bits(xs):
    return [[x for j, x in enumerate(xs) if i >> j & 1] for i in range(1 << len(xs))]
def crc(data, poly=0x1D):
    c = 0
    for byte in data:
        c ^= byte
        for _ in range(8):
            c = (c << 1) ^ poly if c & 0x80 else c << 1
            c &= 0xFF
    return c
def xorshift(seed):
    while True:
        seed ^= (seed << 13) & 0xFFFFFFFF
        seed ^= seed >> 17
        seed ^= (seed << 5) & 0xFFFFFFFF
        yield seed
def fnv(s):
    h = 0xcbf29ce484222325
    for ch in s.encode():
        h = ((h ^ ch) * 0x100000001b3) % 2 ** 64
    return h
print([popcount(i) for i in range(9)], to_base(255, 16), to_base(-37, 2), to_base(0, 5), int(to_base(123456, 36), 36))
print([format(g, "03b") for g in gray(3)], subsets_bits("abc"), crc(b"hello"), hex(fnv("hello")))
g = xorshift(2463534242)
print([next(g) for _ in range(3)])
print(5 & 3, 5 | 3, 5 ^ 3, ~5, -5 >> 1, -5 & 0xF, 1 << 40, (1 << 100) >> 98, bin(-10), 0b1010, 0o17, 0xff, bin(10)[2:].count("1"))
