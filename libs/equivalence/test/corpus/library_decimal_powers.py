"""Powers of decimals under every rounding."""

from decimal import Decimal, Overflow, InvalidOperation, getcontext

ROUNDINGS = [
    "ROUND_HALF_EVEN", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_UP",
    "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_05UP",
]


def show(base: str, exponent: str) -> str:
    try:
        return str(Decimal(base) ** Decimal(exponent))
    except Overflow:
        return "overflow"
    except InvalidOperation:
        return "invalid"


for rounding in ROUNDINGS:
    for digits in (1, 4, 9, 28):
        getcontext().prec = digits
        getcontext().rounding = rounding
        print(rounding, digits)
        for base in ("1.05", "-3.7", "99.99", "0.001", "1.00", "1"):
            print(" ", [show(base, exponent) for exponent in ("2", "7", "-3", "30", "365", "3.0", "1E1", "0")])
        for base in ("4", "2", "0.3", "1"):
            print(" ", [show(base, exponent) for exponent in ("0.5", "-0.5", "1.25", "0.2")])

getcontext().prec = 28
getcontext().rounding = "ROUND_HALF_EVEN"
for base in ("0", "-0", "Infinity", "-Infinity", "-1", "0.5", "3"):
    print([show(base, exponent) for exponent in ("0", "3", "-3", "Infinity", "-Infinity", "0.5")])

print(show("1.0000001", "1000000"), show("7", "9999999"), show("-8", "0.5"))
print(Decimal("1.05") ** 2, 2 ** Decimal("0.5"), Decimal(2) ** -1)
balance = Decimal("1000.00")
rate = Decimal("0.035")
for years in (1, 5, 10, 30):
    print(years, (balance * (1 + rate) ** years).quantize(Decimal("0.01")))
