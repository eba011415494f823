from functools import lru_cache


@lru_cache(maxsize=None)
def steps(n):
    if n == 1:
        return 0
    return 1 + (steps(n // 2) if n % 2 == 0 else steps(3 * n + 1))


best = max(range(1, 1000), key=steps)
print(best, steps(best))
memo = {}


def fib(n):
    if n in memo:
        return memo[n]
    memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]


print(fib(90), len(memo))
