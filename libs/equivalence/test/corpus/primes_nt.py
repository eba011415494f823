def gcd(a, b):
    while b:
        a, b = b, a % b
    return a

def egcd(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = egcd(b, a % b)
    return g, y, x - (a // b) * y

def modinv(a, m):
    g, x, _ = egcd(a, m)
    if g != 1:
        raise ValueError(f"{a} has no inverse mod {m}")
    return x % m

def factorize(n):
    factors = {}
    d = 2
    while d * d <= n:
        while n % d == 0:
            factors[d] = factors.get(d, 0) + 1
            n //= d
        d += 1
    if n > 1:
        factors[n] = factors.get(n, 0) + 1
    return factors

def totient(n):
    result = n
    for p in factorize(n):
        result -= result // p
    return result

def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True

def crt(rems, mods):
    prod = 1
    for m in mods:
        prod *= m
    total = 0
    for r, m in zip(rems, mods):
        p = prod // m
        total += r * modinv(p, m) * p
    return total % prod

print(gcd(48, 18), egcd(240, 46), modinv(3, 11))
print(factorize(360), totient(36))
print([n for n in range(50) if is_prime(n)], is_prime(2**61 - 1), is_prime(2**67 - 1))
print(crt([2, 3, 2], [3, 5, 7]))
try:
    modinv(6, 9)
except ValueError as e:
    print(e)
print(2**200 % 1000007, 3**100)
