"""Endless generators, cut to size."""
from itertools import islice


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def collatz(n: int):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


print(list(islice(fibonacci(), 12)))
print(next(f for f in fibonacci() if f > 10**20))
print(max(range(1, 200), key=lambda n: sum(1 for _ in collatz(n))))
print(" -> ".join(str(n) for n in collatz(6)))
