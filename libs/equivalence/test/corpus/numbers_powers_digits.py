"""Powers, exponentials, logarithms and sines to the last digit: ties, interest, sigmoids, many points of a sequence."""

import math


def points(count, seed=12345):
    state = seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        yield state / 2**31


def told(values):
    """Every digit of many numbers in one."""
    total = 0
    for value in values:
        mantissa, exponent = math.frexp(value)
        total = (total * 31 + int(mantissa * 2**53) + exponent) % (2**61 - 1)
    return total


print([0.375**n for n in (33, 34, 35)], pow(0.6875, 15), (-0.375) ** 34, (-0.375) ** 33)
print(told((9 / 16 + k / 64) ** n for k in range(8) for n in range(2, 60)))
print(told(math.exp(80 * x - 40) for x in points(3000)))
print(told((30 * x + 0.001) ** (60 * y - 30) for x, y in zip(points(3000), points(3000, 99))))
print(told((1 + 0.07 / 12) ** n for n in range(1, 361)))
print(told(math.pow(100 * x, p) for x in points(1000) for p in (0.5, 1 / 3, 1.5, -0.5, -2)))
print(told(1 / (1 + math.exp(-12 * x + 6)) for x in points(2000)))
print(told((1 + (x - 0.5) / 1e6) ** (1e6 * x) for x in points(2000)))
print(0.0**0.5, (-2.0) ** 3, 2.0**-1074, 2.0**1023, 5e-324**0.5, 1e308**0.999, (-8.0) ** -3, 1.0**1e300)
print(math.exp(0), math.exp(-745), math.exp(709.7), math.exp(1e-300), math.exp(-1e-9))
for base, power in ((2.0, 1024.0), (0.0, -1.0), (1e200, 2)):
    try:
        print(base**power)
    except (OverflowError, ZeroDivisionError) as error:
        print(type(error).__name__)

print(told(math.sin(14 * x - 7) for x in points(3000)), told(math.cos(14 * x - 7) for x in points(3000)))
print(told(math.sin(2e6 * x) for x in points(500)), told(math.cos(2e-3 * x) for x in points(500)))
print(told(math.sin(math.radians(d)) for d in range(-720, 721)), told(math.cos(math.pi * k / 24) for k in range(99)))
print(told(math.log(0.9 + x / 5) for x in points(3000)), told(math.log(1e9 * x + 1e-9) for x in points(3000)))
print(told(math.log(n) for n in range(1, 2000)), told(math.gamma(20 * x + 0.1) for x in points(500)))
print(math.sin(-0.0), math.sin(1e-300), math.cos(1e-9), math.log(5e-324), math.log(1), math.log(2**2000))
