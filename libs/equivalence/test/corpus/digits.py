def is_armstrong(n: int) -> bool:
    """
    >>> is_armstrong(153)
    True
    >>> is_armstrong(200)
    False
    """
    digits = [int(ch) for ch in str(abs(n))]
    return sum(d ** len(digits) for d in digits) == n


def digital_root(n: int) -> int:
    while n > 9:
        n = sum(map(int, str(n)))
    return n


def luhn(number: str) -> bool:
    total = 0
    for i, ch in enumerate(reversed(number)):
        d = int(ch)
        if i % 2 == 1:
            d *= 2
            if d > 9:
                d -= 9
        total += d
    return total % 10 == 0


print([n for n in range(1000) if is_armstrong(n)], digital_root(987654321))
print(luhn("4539578763621486"), luhn("1234567812345678"))
