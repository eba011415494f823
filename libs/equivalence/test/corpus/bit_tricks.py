def popcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


print([popcount(i) for i in range(10)])
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 5 << 3, 1000 >> 4, -9 >> 1)
print(1 << 100, (1 << 100) - 1, (2 ** 70) & 0xFFFF, -1 & 0xFF)
x = 0b1010
x |= 1
x ^= 0b11
x <<= 2
print(bin(x), x.bit_length())
print(sum(1 << i for i in range(0, 10, 2)))
