"""Fractions and statistics: exact arithmetic, conversions, comparisons, summaries."""
import math
import statistics
from fractions import Fraction

a, b = Fraction(1, 3), Fraction("3/4")
print(a, repr(b), a + b, a - b, a * b, a / b, b // a, b % a, -a, abs(-b), a**2, b**-2, a + 1, 2 - a, 3 * b, 1 / b, a == b, a < b, a < 1, b > 0.5)
print(Fraction(6, -4), Fraction(5), Fraction("0.125"), Fraction("-1.5e2"), Fraction(0.5), Fraction(" 7/3 "), Fraction(a), Fraction(a, b), Fraction())
print(a + 0.5, 0.5 * a, float(b), int(Fraction(-7, 2)), round(Fraction(7, 2)), round(Fraction(5, 2)), round(Fraction(22, 7), 3), math.floor(-b), math.ceil(b), math.trunc(Fraction(9, 4)))
print(b.numerator, b.denominator, b.limit_denominator(3), Fraction(math.pi).limit_denominator(100), Fraction(3.14159).limit_denominator(), b.as_integer_ratio(), divmod(Fraction(7, 2), a))
print(sum([Fraction(1, n) for n in range(1, 11)]), max(a, b), sorted([b, a, Fraction(1, 2)]), hash(Fraction(3)) == hash(3), Fraction(4, 2) == 2, {Fraction(1, 2): "half"}[Fraction(2, 4)], a != 0.333, bool(Fraction(0)))


def egyptian(f):
    out = []
    while f > 0:
        n = math.ceil(1 / f)
        out.append(Fraction(1, n))
        f -= Fraction(1, n)
    return out


def continued(f, n):
    out = []
    for _ in range(n):
        whole = f.numerator // f.denominator
        out.append(whole)
        if f == whole:
            break
        f = 1 / (f - whole)
    return out


print(egyptian(Fraction(5, 121)), continued(Fraction(415, 93), 10), [str(f) for f in egyptian(Fraction(4, 13))])
for bad in ["1/0", "x", "1/2/3", ""]:
    try:
        print(Fraction(bad))
    except ZeroDivisionError as error:
        print("ZeroDivisionError", error)
    except ValueError as error:
        print("ValueError", error)
try:
    print(a / 0)
except ZeroDivisionError as error:
    print(error)

ints = [2, 4, 4, 4, 5, 5, 7, 9]
floats = [1.5, 2.25, 3.0, 4.75, 10.125]
print(statistics.mean(ints), statistics.mean([1, 2]), statistics.mean(floats), statistics.mean([1, 2.5]), statistics.median(ints), statistics.median([1, 3, 2]), statistics.median(floats), statistics.median([1, 2]))
print(statistics.stdev(ints), statistics.pstdev(ints), statistics.variance(ints), statistics.pvariance(ints), statistics.variance([1, 2, 4]), statistics.stdev(floats), statistics.pvariance(floats), statistics.variance(floats))
print(statistics.mode(ints), statistics.mode("abracadabra"), statistics.multimode([1, 1, 2, 2, 3]), statistics.median_low(ints), statistics.median_high([1, 2, 3, 4]), statistics.fmean(ints), statistics.geometric_mean([54, 24, 36]))
print(statistics.harmonic_mean([40, 60]), statistics.harmonic_mean([2.5, 3, 10]), statistics.quantiles(ints), statistics.quantiles(floats, n=3), statistics.quantiles([1, 2, 3, 4, 5], n=4, method="inclusive"))
print(statistics.correlation([1, 2, 3, 4], [2, 4, 6, 9]), statistics.covariance([1, 2, 3], [1, 2, 4.5]), statistics.mean([0.1] * 10), statistics.mean(x * x for x in range(5)))
for broken in [[], [1]]:
    try:
        print(statistics.mean(broken), statistics.stdev(broken))
    except statistics.StatisticsError as error:
        print("StatisticsError", error)
