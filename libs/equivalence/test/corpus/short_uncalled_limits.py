import random


def squares(n):
    return sum(range(n + 1)) ** 2 - sum(i * i for i in range(n + 1))


def power(n: int) -> int:
    return 2 ** (n - 1)


def drawn(low: int, high: int) -> list[int]:
    return [random.randint(low, high) for _ in range(3)]
