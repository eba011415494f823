vals = [0.1, 1/3, 2/3, 1e-4, 1e-5, 123456.789, 1e15, 1e16, 1.5e16, 9999999999999998.0, 1e21, 1.7976931348623157e308, 5e-324, -0.0, 0.0, 100.0, 2.5, 1e-7, 12345678901234567.0]
for v in vals:
    print(v, repr(v), str(v), f"{v}", f"{v:.3f}", f"{v:e}", f"{v:g}", f"{v:.10g}", "%s %r %g %.2e" % (v, v, v, v), round(v, 2), [v], (v,), {v: v})
print(float("nan"), -float("nan"), float("inf"), f"{float('inf'):.2f}", f"{float('nan'):5}|", f"{-0.0:+.1f}", f"{0.0:+}")
print(f"{1234.5678:10.2f}|{1234.5678:<10.1f}|{1234.5678:^12,.2f}|{0.5:%}|{0.12345:.2%}|{1e6:,}|{1234567.891:,.1f}|{12:8.3f}|{3:e}")
print(f"{2.5:.0f} {3.5:.0f} {0.5:.0f} {1e10:.0f} {1.005:.2f} {2.675:.2f} {1e-10:.3f} {-1.5:06.1f} {7:.2f} {True:d} {True} {10:5}|{10:<5}|{'a':>3}")
print(round(1.5), round(2.5), round(-1.5), round(-2.5), round(0.5), round(1e16), round(2.567, 1), round(1.25, 1), round(1.35, 1), round(5), round(5, 1), round(15, -1), round(25, -1), round(-25, -1), round(1234.5, -2))
print(int(2.9), int(-2.9), 7 // 2.0, -7 // 2.0, 7 % 2.5, -7 % 2.5, 7.0 // 0.1, 1e20 // 3, 2 ** 0.5, 4 ** 0.5, 8 ** (1/3), 2.0 ** 3, 10 ** -2, (-8) ** 2.0)
print(3.0 == 3, 3.0 is not None, 0.1 + 0.2 == 0.3, abs(-2.5), max(1, 2.0), min(1.0, 1), sum([0.1, 0.2, 0.3]), sum([1, 2.5]), (2.0).is_integer(), 1e3, 1E+5, 1_000.5)
print(1 / 2, 4 / 2, 1 // 2, 10 ** 20 / 10 ** 18, 3 * 1.0, 3 + 0.0, True + 0.5, 7 / 7, -7 / 2)
import math
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.sqrt(2), math.pi, math.e, math.inf, -math.inf, math.isnan(math.nan), math.fmod(-7, 3), math.hypot(3, 4), math.log(10), math.log2(8), math.log10(1000), math.log(8, 2), math.exp(1), math.sin(1), math.gcd(12, 18), math.factorial(20), math.comb(5, 2), math.isqrt(17), math.copysign(1, -0.0), math.degrees(math.pi))
