import cmath
zs = [0.5 + 0.25j, -1.5 + 2j, 3 - 4j, 1j, -0.5j, 2, -2, 0.1, complex(0.0, 0.5), complex(-0.0, -2), 10 + 10j, complex(-3, 0.0), complex(-3, -0.0), 0j, 1 + 0.001j]
for f in [cmath.tan, cmath.tanh, cmath.asin, cmath.acos, cmath.atan, cmath.asinh, cmath.acosh, cmath.atanh, cmath.log10]:
    for z in zs:
        try:
            print(f(z))
        except ValueError as e:
            print(e)
try:
    cmath.atanh(1)
except ValueError as e:
    print(e)
