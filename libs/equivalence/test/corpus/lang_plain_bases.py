"""Classes that derive from int, float and str."""
import copy
import functools
import json
import math


class Money(int):
    def __repr__(self):
        return f"Money({int(self)})"

    def __add__(self, other):
        return Money(super().__add__(other))

    __radd__ = __add__

    def cents(self):
        return self * 100


m = Money(5)
print(m, repr(m), str(m), f"{m}", f"{m!r:>10}", f"{m:05d}", "%d %s %r" % (m, m, m), "{} {:>4}".format(m, m))
print(m + 1, type(m + 1).__name__, m - 1, type(m - 1).__name__, 3 + m, m * 2, m.cents(), -m, abs(m), ~m)
print(m == 5, 5 == m, m != 5, m < 6, 4 < m, m >= 5.0, 1 < m <= 5, m // 2, m / 2, m % 3, m**2, divmod(m, 2), m & 4, m << 1)
print(hash(m) == hash(5), {m: 1}, [m, Money(2)], sorted([Money(3), Money(1)]), max(Money(3), Money(9)), sum([Money(1), Money(2)]))
print(bool(Money(0)), bool(m), int(m), float(m), list(range(m)), [1, 2, 3, 4, 5, 6][m], [1, 2, 3, 4, 5, 6][: Money(2)], "ab" * m)
print(isinstance(m, int), isinstance(m, Money), isinstance(m, (str, float)), type(m) is int, type(m) is Money, m is m)
print(issubclass(Money, int), issubclass(Money, str), issubclass(Money, (str, int)), hasattr(m, "bit_length"), hasattr(m, "other"))
print({5: "five"}[m], m in [5, 6], 5 in [m], m in {5}, 5 in {m: 1}, [Money(1)] == [1], (m, 1) == (5, 1), m.bit_length())
x = m
x += 1
print(x, type(x).__name__)
x -= 1
print(x, type(x).__name__)
print(Money("12"), Money(3.9), Money(), Money("ff", 16), min(m, 3), math.sqrt(Money(16)), math.gcd(m, 10), chr(Money(65)), bin(m))
for bad in ("x", None):
    try:
        print(Money(bad))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Even(int):
    def __new__(cls, value):
        if value % 2:
            raise ValueError(f"{value} is odd")
        return super().__new__(cls, value)

    def half(self):
        return Even(self // 2) if self % 4 == 0 else None


class Twice(Even):
    def double(self):
        return Twice(self * 2)


print(Even(8), Even(8).half(), Even(6).half(), Even(8).half() == 4, Even(6).half() == 3, Even(4) + Even(2))
print(Twice(4).double(), type(Twice(4).double()).__name__, isinstance(Twice(2), Even), Twice(2) == Even(2) == 2)
try:
    Twice(3)
except ValueError as error:
    print(error)


class Celsius(float):
    def __new__(cls, value, unit="C"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __str__(self):
        return f"{float(self):.1f}°{self.unit}"


c, d = Celsius(36.6), Celsius("40", unit="K")
print(c, repr(c), str(d), f"{c}", f"{c:.3f}", c + d, c < d, c == 36.6, [c, d], c.unit, d.unit, c.is_integer(), round(c, 1), int(c))
print(c * 2, type(c * 2).__name__, -c, abs(Celsius(-3)), sorted([d, c]), max(c, d), hash(c) == hash(36.6), format(c, ".2f"))
print(Celsius(float("nan")) == Celsius(float("nan")), Celsius(2) == 2, 2 == Celsius(2), Celsius(2.5) > 2)


class Precise(float):
    def __format__(self, spec):
        return super().__format__(spec or ".1f") + "m"

    def __eq__(self, other):
        return super().__eq__(round(other, 3))

    def __hash__(self):
        return super().__hash__()

    def __mul__(self, other):
        return type(self)(super().__mul__(other))


p = Precise(3.25)
print(f"{p}", f"{p:.3f}", "{}".format(p), format(p, ".2f"), p, p == 3.2500001, p != 3.2500001, p * 2, type(p * 2).__name__, 2 * p)


class Name(str):
    def shout(self):
        return self.upper() + "!"

    @property
    def initial(self):
        return self[0]


n = Name("bob")
print(n, repr(n), n.shout(), n.initial, len(n), n + "x", "x" + n, n * 2, n[1:], n[-1], n[::-1], type(n[1:]).__name__, type(n + "x").__name__)
print(n == "bob", "bob" == n, n != "bob", n < "c", hash(n) == hash("bob"), f"{n:>6}|{n!r}|{n}", "%s|%r|%5s" % (n, n, n))
print(",".join([n, "z"]), ",".join([n, n]), n in ["bob"], "o" in n, n in "abobc", [ch for ch in n], list(n), sorted(n), bool(Name("")))
print(n.replace("b", Name("p")), n.split("o"), n.startswith("b"), n.encode(), {"bob": 2}[n], {n: 1} == {"bob": 1}, "{} {!r} {:>5}".format(n, n, n))
print(type(str(n)).__name__, Name(5), repr(Name()), Name(n).shout(), max(n, "abc"), int(Name("12")), float(Name("1.5")), ord(Name("a")))
print(sorted([n, "abc", Name("aa")]), "".join(reversed(n)), [*n], n.count("b"), json.dumps([n, m, c, {Name("k"): m}]))
a, b, e = n
print(a, b, e, "abob".find(n), "bobx".startswith(n), dict.fromkeys(n, 1), dict(zip(n, "123")))


class Tag(str):
    def __repr__(self):
        return f"<{self}>"


class Loud(str):
    def __str__(self):
        return self.upper()


for text in (Tag("a"), Loud("b")):
    print(text, [text], f"{text}", f"{text:>3}", f"{text!r}", "%s %r" % (text, text), str(text), repr(text), text + "", "-".join([text]))


class Version(str):
    def __lt__(self, other):
        return [int(part) for part in self.split(".")] < [int(part) for part in other.split(".")]


v = [Version("1.10"), Version("1.9"), Version("1.2")]
print(sorted(v), v[0] < v[1], v[0] > v[1], v[2] <= v[0], min(v), max(v))


class Left(int):
    def __add__(self, other):
        return "left +"

    def __radd__(self, other):
        return "+ left"


class Right(int):
    def __radd__(self, other):
        return "+ right"


class Lefter(Left):
    def __radd__(self, other):
        return "+ lefter"


print(Left(1) + 1, 1 + Left(1), 1.5 + Left(1), Right(1) + Right(2), 1 + Right(2), 1.5 + Right(2), Left(1) + Lefter(2), True + Right(1))


class UserId(int):
    pass


class OrderId(int):
    pass


u, o = UserId(1), OrderId(1)
print(copy.copy(u), type(copy.deepcopy([u])[0]).__name__)
print(u == o, {u, o}, hash(u) == hash(o), u + o, u < OrderId(2), [u, o], sorted([u, OrderId(3), 2, 1.5]), functools.reduce(max, [u, OrderId(4), 3]))


class Id(str):
    def __new__(cls, prefix, number):
        made = str.__new__(cls, f"{prefix}-{number}")
        made.prefix, made.number = prefix, number
        return made


i = Id("a", 3)
print(i, i.prefix, i.number, i.upper(), len(i), i == "a-3", [i], {"a-3": 1}[i], i in {"a-3": 0})
by_id = {i: "first", Id("b", 4): "second"}
for key, value in by_id.items():
    print(key.prefix, key.number, value, by_id[key])


def kind(value):
    match value:
        case Money():
            return "money"
        case int():
            return "int"
        case str():
            return "str"
    return "other"


print([kind(value) for value in (m, 1, n, "s", c)])
print(Celsius("warm"))
