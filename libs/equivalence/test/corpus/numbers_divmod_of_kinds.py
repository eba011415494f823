"""divmod and pow of three, of values that may be of several kinds."""


class Clock:
    def __init__(self, minutes):
        self.minutes = minutes

    def __divmod__(self, other):
        return divmod(self.minutes, other)


def digits(x):
    if isinstance(x, int):
        out = []
        while x:
            x, r = divmod(x, 10)
            out.append(r)
        return out
    if isinstance(x, str):
        return x.upper()
    return divmod(x, 2)


def halves(a, b):
    try:
        return divmod(a, b)
    except (TypeError, ZeroDivisionError) as error:
        return f"{type(error).__name__}: {error}"


def power(a, b, m):
    try:
        return pow(a, b, m)
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


print(digits(1203), digits("abc"), digits(2.5), digits(Clock(125)))
for bad in (None, [1], (1, 2)):
    try:
        digits(bad)
    except TypeError as error:
        print(error)
for a, b in ((7, 2), (7.5, 2), (-7, 2.0), ("a", 2), (2, None), ([], 1), (True, 2), (7, 0), (7.0, 0), (Clock(125), 60)):
    print(halves(a, b))
for args in (
    (2, 5, 7),
    (2, 5, None),
    (2.0, 5, 7),
    (2, 5, 7.0),
    ("a", 5, 7),
    (2, 5, "x"),
    (2, 5, 0),
    (3, -1, 7),
    (2, -1, 4),
    (2, None, 7),
    (True, 3, 5),
):
    print(power(*args))
divmod(None, 1)
