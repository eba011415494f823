import math

print(math.sqrt(2), math.pi, math.e, math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9))
print(math.sin(1.0), math.cos(0.5), math.atan2(1.0, -1.0), math.hypot(3, 4), math.degrees(math.pi))
print(math.exp(1), math.log(10), math.log2(8), math.log10(1000), math.log(8, 2), math.pow(2, 0.5))
print(math.gcd(84, 36), math.factorial(20), math.comb(10, 3), math.isqrt(99), math.fsum([0.1] * 10), sum([0.1] * 10))
print(math.isclose(0.1 + 0.2, 0.3), 0.1 + 0.2 == 0.3, math.inf > 1e308, math.isnan(float("nan")))
for x in (2.5, -2.5, 0.5, 1e20, 123456.789):
    print(x, round(x), round(x, 1), int(x), x // 1, x % 1)
