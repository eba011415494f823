"""Constants that need more than 32 bits, wherever a small one may stand."""


def generator(seed, count):
    out = []
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
        out.append(seed >> 33)
    return out


def halves(n):
    return n // 2147483648, n % 4294967296, n / 8589934592, divmod(n, 3000000000)


print(generator(42, 5))
for n in (0, 1, 2147483647, 2147483648, 4294967295, -2147483649, 10**18):
    print(halves(n), n & 4294967295, n | 1099511627776, n ^ 2147483648, n - 2147483648)
    print(n < 2147483648, n == 4294967295, n > -2147483649, 2147483648 <= n <= 10000000000)
print(list(range(2147483646, 2147483650)), range(0, 10000000000)[9999999999])
print([1, 2, 3][-3000000000:3000000000], "abc"[:4294967297], "abc"[-4294967297:])
print(pow(3, 4294967296, 9999999967), 5 % -2147483649, 5 // -2147483649, hex(4294967296), bin(2147483648))
total = 0
total += 3000000000
total -= -3000000000
total *= 4000000000
print(total, round(12345678901, -3), min(2147483648, 3), max(4294967296, 1), abs(-2147483648))
print(sum([1, 2], 2147483648), int("7fffffffff", 16), 1 << 40, 1099511627776 >> 38)
try:
    [1, 2, 3][4294967296]
except IndexError as error:
    print(error)
try:
    "a".center(3)[4294967296]
except IndexError as error:
    print(error)
