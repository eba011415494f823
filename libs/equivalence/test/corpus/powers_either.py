"""Powers of whole numbers whose exponent may be negative, where a float serves as well."""


def quotients(n, k):
    return n / 2**k, n / 10**k, 2**k / 3, 10**22 / 10**k


def scaled(x, k):
    x *= 10**k
    y = x
    y /= 10**k
    return x, y, x - 2**k, 2**k + x, int(x * 10**k) / 10**k


def truncated(value, digits):
    return int(value * 10**digits) / 10**digits


def scientific(mantissa: float, exponent: int) -> float:
    return mantissa * 10**exponent


print(quotients(3, 2), quotients(3, -2), quotients(10**30, 25), quotients(7, 0))
print(scaled(1.5, 2), scaled(1.5, -1), scaled(2.25, 0))
print([f"{10 ** e}" for e in (-2, 0, 2)], str(10 ** len("ab")), float(2 ** len("abc")), 3 / 2 ** -1, 10 / 10**0)
print(truncated(3.14159, 3), truncated(31415.0, -2), scientific(1.5, -3), scientific(2, 3))
for e in range(-2, 2):
    print(2**e, 0.5 * 10**e, f"{10 ** e:.2f} {10 ** e}", "%g" % (1.0 * 10**e), str(3**e), float(4**e))
try:
    for e in (1, -1):
        print(0**e, 1.0 * 0**e)
except ZeroDivisionError as error:
    print(error)


class Counter:
    def __init__(self):
        self.count = 0

    def add(self):
        self.count += 1


one = Counter()
print(one.add == one.add, Counter().add == Counter().add, Counter().add != one.add, one.add == Counter().add)
