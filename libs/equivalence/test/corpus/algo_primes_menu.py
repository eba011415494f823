def sieve(n):
    flags = [True] * (n + 1)
    flags[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]
def factor(n):
    out = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            out.append(d)
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        out.append(n)
    return out
def fmt(fs):
    parts = []
    for p in sorted(set(fs)):
        k = fs.count(p)
        parts.append(str(p) if k == 1 else f"{p}^{k}")
    return " x ".join(parts) or "1"
def is_perfect(n): return n > 1 and sum(d for d in range(1, n) if n % d == 0) == n
def gcd(a, b):
    while b: a, b = b, a % b
    return a
def lcm(*nums):
    r = 1
    for n in nums: r = r * n // gcd(r, n)
    return r
def egcd(a, b):
    if a == 0: return b, 0, 1
    g, x, y = egcd(b % a, a)
    return g, y - (b // a) * x, x
def inv(a, m):
    g, x, _ = egcd(a % m, m)
    if g != 1: return None
    return x % m
print(sieve(50))
for n in (1, 2, 12, 97, 360, 2**31 - 1, 600851475143): print(n, "=", fmt(factor(n)))
print([n for n in range(2, 500) if is_perfect(n)])
print(lcm(*range(1, 21)), lcm(), gcd(0, 5), inv(3, 11), inv(2, 4))
print(pow(2, 100), pow(3, 200, 13), 2 ** 64 // 3, -7 // 2, -7 % 5, divmod(-17, 5))
def collatz(n, seen={}):
    if n in seen: return seen[n]
    r = 1 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
    seen[n] = r
    return r
print(max(range(1, 1000), key=collatz), collatz(27))
def digits(n): return [int(c) for c in str(abs(n))]
print([n for n in range(100, 1000) if sum(d ** 3 for d in digits(n)) == n])
print(sum(int(c) for c in str(2 ** 1000)), len(str(3 ** 500)))
