def cents(text: str) -> int:
    """
    >>> cents("12.34")
    1234
    >>> cents("5")
    500
    >>> cents("1.2.3")
    Traceback (most recent call last):
        ...
    ValueError: not an amount: '1.2.3'
    """
    whole, _, rest = text.partition(".")
    if "." in rest or not whole.isdigit() or (rest and not rest.isdigit()):
        raise ValueError(f"not an amount: {text!r}")
    return int(whole) * 100 + int((rest + "00")[:2])


def show(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}${abs(amount) // 100:,}.{abs(amount) % 100:02d}"


print(cents("12.34"), show(123456789), show(-5), show(cents("0.5")))
for text in ["", "x", "1.2.3", "7."]:
    try:
        print(cents(text))
    except ValueError as error:
        print(error)
