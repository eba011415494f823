def gray(n: int) -> list[str]:
    """
    >>> gray(2)
    ['00', '01', '11', '10']
    """
    return [format(i ^ (i >> 1), f"0{n}b") for i in range(1 << n)]


def hamming(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b))


codes = gray(3)
print(codes, all(hamming(a, b) == 1 for a, b in zip(codes, codes[1:])))
