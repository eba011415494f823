def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return flags


flags = sieve(60)
print([i for i, f in enumerate(flags) if f], sum(flags), flags.count(1), flags.count(b"\x00"))
half = bytearray(b"\x01") * 9
half[::2] = bytearray(5)
print(half, 2 * bytearray(b"ab"), bytearray(3) + b"xy", b"xy" + bytearray(b"z"))
half[1:3] = [7, 8, 9]
print(half, len(half))
half[::3] = b""
print(half)
other = half
other += b"!?"
other += bytearray(b".")
print(half, other == half, b"abcab".count(97), b"abcab".count(97, 1))
try:
    half[::2] = b"123456789"
except ValueError as e:
    print("ValueError:", e)
try:
    print(half.count(300))
except ValueError as e:
    print("ValueError:", e)
for i in (3, 0, -1):
    print(bytearray(b"ab") * i, i * b"-")
