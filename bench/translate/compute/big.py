"""Integers of many digits."""


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def pi_digits(count):
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(str(n))
            q, r, n = 10 * q, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return "".join(digits)


def is_prime(n):
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print([fibonacci(n) % 10**20 for n in (20_000, 50_000, 80_000, 110_000)])
print([factorial(n) % (10**9 + 9) for n in (2_000, 4_000, 6_000)])
print(factorial(6_000) % (10**9 + 7), len(str(factorial(1_500))))
print([pi_digits(n)[-20:] for n in (400, 800, 1_200, 1_600)])
print([n for n in (2**61 - 1, 2**89 - 1, 2**107 - 1, 2**127 - 1, 2**521 - 1) if is_prime(n)] != [])
print(sum(is_prime(10**18 + i) for i in range(1, 150_000, 2)))
