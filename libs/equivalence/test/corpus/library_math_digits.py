"""The last digits of functions of the math module: near one, near the ends of the range, of large angles and of complex numbers."""

import cmath
import math


def points(count, seed):
    state = seed
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 11) / 2**53


def told(values):
    """Every digit of many numbers in one."""
    total = 0
    for value in values:
        mantissa, exponent = math.frexp(value)
        total = (total * 31 + int(mantissa * 2**53) + exponent) % 1_000_000_007
    return total


NEAR = [
    ("expm1", math.expm1, -3.0, 3.0),
    ("expm1, far", math.expm1, -40.0, 700.0),
    ("log1p", math.log1p, -0.999, 3.0),
    ("log1p, far", math.log1p, 3.0, 1e18),
    ("log2, near one", math.log2, 0.9, 1.1),
    ("log2", math.log2, 1e-300, 1e6),
    ("cbrt", math.cbrt, -1000.0, 1000.0),
    ("sinh", math.sinh, -25.0, 25.0),
    ("cosh", math.cosh, -25.0, 25.0),
    ("tanh", math.tanh, -4.0, 4.0),
    ("asinh", math.asinh, -9.0, 9.0),
    ("acosh", math.acosh, 1.0, 40.0),
    ("atanh", math.atanh, -0.999, 0.999),
    ("exp, to the ends", math.exp, -745.0, 709.0),
    ("sin, of large angles", math.sin, 1e8, 1e300),
    ("cos, of large angles", math.cos, -1e22, 1e9),
]

for name, function, low, high in NEAR:
    print(name, told(function(low + (high - low) * point) for point in points(3000, len(name))))

print(told(math.pow(1.0 + point, 3000.0 * point - 1200.0) for point in points(3000, 7)))
print(told(math.pow(math.ldexp(0.5 + point, -1060), 0.2 + 0.8 * point) for point in points(3000, 8)))
print(told(math.log(math.ldexp(0.5 + point, -1050)) for point in points(1000, 9)))
for exponent in (709.78, 709.782712893384, -708.4, -740.5, -745.13, -745.2, 5.6e-17, 1e-300):
    print(exponent, math.exp(exponent).hex())
for large in (1e8, 1e16, 1e22, 2.0**60, 1.7e308, -3e15):
    print(large, math.sin(large).hex(), math.cos(large).hex())
for base, power in ((2.0, -1074.0), (2.0, -1073.5), (0.5, 1022.5), (5e-324, 0.25), (1.7e308, 0.999), (1.0000001, 7e9)):
    print(base, power, math.pow(base, power).hex())

numbers = [complex(40 * a - 20, 40 * b - 20) for a, b in zip(points(1500, 10), points(1500, 11))]
print(told(abs(z) for z in numbers))
print(told(abs(complex(z.real * 1e-170, z.imag * 1e-170)) for z in numbers))
print(told(abs(complex(z.real * 1e200, z.imag)) for z in numbers))
powers = [z ** complex(w.real / 8, w.imag / 9) for z, w in zip(numbers, numbers[1:])]
print(told(z.real for z in powers[:400]))
roots = [cmath.sqrt(z) for z in numbers]
print(told(z.real for z in roots), told(z.imag for z in roots))
print(told(cmath.log(z).real for z in numbers))
