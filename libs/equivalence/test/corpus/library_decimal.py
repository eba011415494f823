"""Decimals: exact sums, rounding, contexts, formats, signals."""
from decimal import (Context, Decimal, DivisionByZero, InvalidOperation, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN,
                     ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, getcontext, localcontext)
import decimal

a, b = Decimal("1.10"), Decimal("2.2")
print(a + b, a - b, a * b, a / b, b // a, b % a, -a, +a, abs(-b), a**2, b**-1, a + 1, 3 - a, 2 * b, 1 / b, a == Decimal("1.1"), a < b, a < 2, b > 1.5, a == 1.1)
print(repr(a), str(b), Decimal(5), Decimal(0.1), Decimal("1E+5"), Decimal("-0"), Decimal("Infinity"), Decimal("NaN"), Decimal("  12.5 "), Decimal("1_000.5"), Decimal())
print(0.1 + 0.2, Decimal("0.1") + Decimal("0.2"), sum([Decimal("0.1")] * 10), max(a, b), sorted([b, a, Decimal("1.5")]), min([a, b]), hash(Decimal("2.0")) == hash(2))
cents = Decimal("0.01")
for value in ["2.675", "-2.675", "2.665", "1", "0.005", "1234.5"]:
    d = Decimal(value)
    print(d.quantize(cents), d.quantize(cents, ROUND_HALF_UP), d.quantize(cents, rounding=ROUND_DOWN), d.quantize(cents, rounding=ROUND_UP), d.quantize(cents, ROUND_CEILING), d.quantize(cents, ROUND_FLOOR), d.quantize(Decimal("1"), ROUND_HALF_DOWN), d.quantize(Decimal(1)))
print(round(Decimal("2.5")), round(Decimal("3.5")), round(Decimal("2.345"), 2), int(Decimal("-7.9")), float(a), Decimal("7.5").to_integral_value(), Decimal("7.5").to_integral_value(rounding=ROUND_HALF_EVEN), divmod(Decimal(7), Decimal("2.5")))
print(Decimal(2).sqrt(), Decimal(16).sqrt(), Decimal(1).exp(), Decimal(10).ln(), Decimal(1000).log10(), Decimal(2).log10(), Decimal("1.5") ** 10, Decimal(2) ** 100, Decimal(2) ** Decimal("0.3"))
print(Decimal("120.00").normalize(), Decimal("1.20").as_tuple(), Decimal("-1.5").as_tuple().digits, Decimal("123.45").adjusted(), Decimal("0.75").as_integer_ratio(), Decimal("1E+3").to_eng_string(), a.compare(b), Decimal("-3").copy_abs(), a.is_signed(), a.is_zero(), Decimal("nan").is_nan())
print(f"{Decimal('1234567.891'):,.2f}", f"{a:>10}", f"{b:.3f}", f"{Decimal('0.256'):.1%}", "{:+.1e}".format(Decimal("12345")), f"{Decimal('-5'):08.2f}", format(Decimal("1E+3"), "f"), f"{a}")

getcontext().prec = 6
print(Decimal(1) / Decimal(7), Decimal(2).sqrt(), getcontext().prec)
getcontext().rounding = ROUND_DOWN
print(Decimal(2) / Decimal(3), getcontext().rounding)
getcontext().rounding = ROUND_HALF_EVEN
with localcontext() as ctx:
    ctx.prec = 40
    print(Decimal(1) / Decimal(7))
print(Decimal(1) / Decimal(7))
getcontext().prec = 28


def compound(principal, rate, years):
    balance = principal
    for _ in range(years):
        balance += (balance * rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return balance


def pi():
    getcontext().prec += 2
    three = Decimal(3)
    lasts, t, s, n, na, d, da = Decimal(0), three, three, 1, 0, 0, 24
    while s != lasts:
        lasts = s
        n, na = n + na, na + 8
        d, da = d + da, da + 32
        t = (t * n) / d
        s += t
    getcontext().prec -= 2
    return +s


print(compound(Decimal("1000.00"), Decimal("0.0375"), 10), pi())
prices = {"tea": Decimal("3.50"), "cake": Decimal("4.25")}
total = sum(prices.values(), Decimal(0))
print(total, total * Decimal("0.19"), (total * Decimal("1.19")).quantize(cents), {Decimal("1.0"): "one"}[Decimal(1)], 1 in [Decimal(1)], Decimal(3) == 3)
for text in ["abc", "", "1.2.3"]:
    try:
        print(Decimal(text))
    except InvalidOperation as error:
        print("InvalidOperation", error)
try:
    print(a / 0)
except DivisionByZero as error:
    print("DivisionByZero", error)
try:
    print(Decimal(0) / 0)
except decimal.InvalidOperation as error:
    print("InvalidOperation", error)
try:
    print(a % 0)
except ArithmeticError as error:
    print("ArithmeticError", error)
try:
    print(Decimal("1e30").quantize(cents))
except InvalidOperation as error:
    print(error)
small = Context(prec=3)
print(small.create_decimal("3.14159"), small.divide(Decimal(1), Decimal(3)), small.prec)
