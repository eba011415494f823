"""Primes by a sieve, and what is made of them."""


def primes_to(limit):
    marks = [True] * (limit + 1)
    marks[0] = marks[1] = False
    i = 2
    while i * i <= limit:
        if marks[i]:
            for j in range(i * i, limit + 1, i):
                marks[j] = False
        i += 1
    return [n for n, is_prime in enumerate(marks) if is_prime]


def twins(primes):
    return sum(1 for a, b in zip(primes, primes[1:]) if b - a == 2)


def collatz(limit):
    best = 0
    longest = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > longest:
            best, longest = start, steps
    return best, longest


for limit in (100_000, 500_000, 1_000_000, 2_000_000, 3_000_000):
    found = primes_to(limit)
    print(len(found), found[-1], sum(found), twins(found))
for limit in (1_000, 10_000, 50_000, 100_000):
    print(collatz(limit))
