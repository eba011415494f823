DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base(n: int, base: int) -> str:
    """
    >>> to_base(255, 16)
    'ff'
    >>> to_base(0, 2)
    '0'
    >>> to_base(-10, 3)
    '-101'
    """
    if n == 0:
        return "0"
    sign = "-" if n < 0 else ""
    n = abs(n)
    out = []
    while n:
        n, digit = divmod(n, base)
        out.append(DIGITS[digit])
    return sign + "".join(reversed(out))


def from_base(text: str, base: int) -> int:
    value = 0
    for ch in text.lower().lstrip("-"):
        value = value * base + DIGITS.index(ch)
    return -value if text.startswith("-") else value


for n in (0, 7, 255, -1000, 2 ** 70):
    for base in (2, 7, 36):
        text = to_base(n, base)
        print(n, base, text, from_base(text, base) == n)
