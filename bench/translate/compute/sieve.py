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


found = primes_to(4_000_000)
print(len(found), found[-1], sum(found), twins(found))
print(collatz(120_000))
