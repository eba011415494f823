"""Primes by sieve, and a number far past 64 bits."""


def sieve(limit):
    composite = [False] * (limit + 1)
    found = []
    for n in range(2, limit + 1):
        if composite[n]:
            continue
        found.append(n)
        for multiple in range(n * n, limit + 1, n):
            composite[multiple] = True
    return found


def factors(n):
    out = []
    divisor = 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            out.append(divisor)
            n //= divisor
        divisor += 1
    if n > 1:
        out.append(n)
    return out


primes = sieve(100)
print(primes)
product = 1
for p in primes:
    product *= p
print(product, len(str(product)))
print({n: factors(n) for n in (12, 97, 360, 1001)})
