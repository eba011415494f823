"""Small number theory: annotated functions with examples, each asked by itself."""


def gcd(a: int, b: int) -> int:
    """
    >>> gcd(84, 36)
    12
    """
    while b:
        a, b = b, a % b
    return abs(a)


def is_prime(n: int) -> bool:
    """
    >>> [n for n in range(20) if is_prime(n)]
    [2, 3, 5, 7, 11, 13, 17, 19]
    """
    if n < 2:
        return False
    divisor = 2
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 1
    return True


def mean(values: list[float]) -> float:
    """
    >>> mean([1.0, 2.5, 4.0])
    2.5
    >>> mean([])
    Traceback (most recent call last):
    ZeroDivisionError: division by zero
    """
    return sum(values) / len(values)


def spelled(words: list[str], last: str = "and") -> str:
    """
    >>> spelled(["one", "two", "three"])
    'one, two and three'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


if __name__ == "__main__":
    print(gcd(2**70, 6**30), mean([0.1, 0.2, 0.3]))
    print(spelled([str(n) for n in range(30) if is_prime(n)]))
