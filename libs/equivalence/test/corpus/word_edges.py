"""Integers around the ends of a machine word, ranges and lists around theirs."""
import sys

EDGES = [2**31, 2**32, 2**53, 2**61 - 1, 2**61, 2**62 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**64]


def around(value):
    return [sign * value + by for sign in (1, -1) for by in (-1, 0, 1)]


def by_literals(n):
    return [
        n % 2, n // 2, n % 7, n // 7, n % 1, n // 1, n % 4294967296, n // 4294967296, n % -3, n // -3,
        n % -8, n // -8, n % 1000000007, n // 1000000007, n % 4611686018427387904, n // 4611686018427387904,
        n >> 1, n >> 61, n >> 62, n >> 63, n >> 64, n & 255, n | 1, n ^ -1, -n, ~n, abs(n),
    ]


def by_each_other(a, b):
    return [a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b, a < b, a <= b, a == b, a != b, a > b, a >= b]


def shifted(n):
    return [n << k for k in (0, 1, 29, 30, 31, 32, 60, 61, 62, 63, 64)]


for edge in EDGES:
    for n in around(edge):
        print(n, by_literals(n), n.bit_length(), hash(n), float(n), n == float(n), n < 2.0**62)
        print([k for k in shifted(n)][-1] >> 64 == n, shifted(n // 2**40))
ends = [n for edge in EDGES for n in around(edge)] + [1, -1, 2, -2, 3, 46341, 3037000499, 3037000500]
total = 0
for a in ends:
    for b in ends:
        for x in by_each_other(a, b):
            total = (total * 31 + int(x)) % (2**89 - 1)
print(total, sum(ends), max(ends), min(ends), sorted(ends)[:3])

# An integer that grows past a word is one value, however it came to be.
grown = 2**62 - 3
seen = {}
for _ in range(6):
    grown += 1
    seen[grown] = grown - 2**62
print(seen, 2**62 in seen, 2**62 - 1 in seen, {2**62, 2**61 * 2, 4 * 2**60}, float(2**62) in seen)
back = 2**64
for _ in range(3):
    back //= 2
print(back, back == 2**61, back + back + back + back - 1 == 2**63 - 1)
product = 1
for factor in (3037000500, 3037000500, 2, -1, -1, -4):
    product *= factor
    print(product)

# Ranges whose ends are past a word, and those that stop short of it.
print(list(range(2**62 - 2, 2**62 + 2)), list(range(-(2**62) + 1, -(2**62) - 3, -1)))
print(list(range(2**63 - 1, 2**63 + 2)), list(range(0, 2**64, 2**62)), list(range(2**64, 0, -(2**63))))
print(list(range(5, 5)), list(range(5, -1, -2)), list(range(-5, 6, 5)), list(range(0, -3)), len(range(2**62, 2**62 + 10, 3)))
for i in range(2**70):
    if i == 3:
        break
print(i, list(reversed(range(2**62 - 1, 2**62 + 2))), range(2**63)[2**62], 2**62 in range(2**63))
walk = iter(range(2))
print(next(walk), next(walk), next(walk, "end"), next(walk, "end"))

# Indices from either end, and past both.
row = [10, 20, 30]
for at in (0, 2, -1, -3, 3, -4, 2**62, -(2**62), 2**63 - 1, -(2**63)):
    try:
        print(at, row[at])
        row[at] = row[at] + 1
    except IndexError as error:
        print(at, error)
    try:
        row[at] = 7
    except IndexError as error:
        print(at, error)
rows = [[1, 2], [3]]
for i in (0, 1, 2, -1, -2, -3):
    for j in (0, 1, -1, -2):
        try:
            rows[i][j] += 1
            print(i, j, rows[i][j], rows)
        except IndexError as error:
            print(i, j, error)

# Lists that are one list, and lists that change while they are walked.
same = row
same.append(2**63)
same[0] = same[-1]
copied = same[:]
copied[0] += 1
print(row is same, row, copied, row[0] == row[-1])
for item in row:
    if len(row) < 8:
        row.append(item + 1)
print(row)
ended = iter(row)
print(sum(1 for _ in ended), row.append(5), next(ended, "still at its end"))
shrinking = list(range(6))
for item in shrinking:
    print(item, shrinking.pop())
high, low = sys.maxsize, -sys.maxsize - 1
best = [high] * 3
for i, n in enumerate((5, high, high + 1)):
    best[i] = min(best[i], n)
print(best, high, low, high + 1 > high, [high - 1, high, high + 1].index(high))
print(pow(3, 2**62, 2**61 - 1), pow(7, 10**18, 2**62), pow(2, 2**63, 2**63 - 25), pow(-5, 3, -(2**61)), pow(10, 5, -7), pow(5, 0, 1))
print(pow(3, -1, 2**61 - 1), pow(12345678912345, 2**65, 2**62 - 57), pow(2**62, 2**62, 2**62 + 1), pow(6, 3, 2**32), pow(6, 3, 2**32 + 1))
print(int("4611686018427387903"), int("4611686018427387904"), int("-4611686018427387905"), int("+999999999999999999"), int(" 12_3 "))
print(int(4.5e18), int(-4.7e18), int(2.0**62), int(2.0**63), int(-0.9), round(2.5e18))
