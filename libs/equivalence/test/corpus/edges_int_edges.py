def f(a, b):
    return a + b, a - b, a * b
M = 2 ** 63
for a in (M - 1, -M, M, -M - 1, 0, -1, 2 ** 62, 2 ** 31):
    for b in (1, -1, M - 1, -M):
        print(f(a, b), a // b, a % b, a & b, a | b, a ^ b, a == b, a < b)
x = 1
for i in range(70):
    x = x * 3 + 1
print(x, -x // 7, -x % 7, x >> 5, -x >> 5, x.bit_length())
print(abs(-M), -(-M), ~(M - 1), M - 1 + True, int(str(M)) == M, hash(M), hash(-M), hash(2 ** 61 - 1), hash(-1))
print((-7) ** 3, 7 ** 0, 0 ** 0, (-1) ** 1001, 2 ** 63, (-2) ** 63, 3 ** 40, pow(3, -1, 7), pow(2, 100, 10 ** 9 + 7))
s = 0
for i in range(10 ** 18, 10 ** 18 + 50):
    s += i
print(s)
print(sum([M - 1, 1]), max(M, -M, 1), sorted([M, 1, -M, M - 1]), divmod(-M, -1), M % -3, -M % 3)
print(int(1e18), int(1e19), float(M), float(M + 1), M == float(M), M + 1 == float(M), M - 1 < float(M), 2 ** 53 + 1 == float(2 ** 53))
print(1e300 * 1e10 == float("inf"), int(-2.5), round(2.5e15 + 0.5), round(-1e20))
