"""Objects that say which number they are, where Python asks for one."""
import math


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class Float:
    def __float__(self):
        return 2.25


class Whole:
    def __int__(self):
        return 7

    def __str__(self):
        return "seven"


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    def __int__(self):
        return int(self.degrees)

    def __float__(self):
        return float(self.degrees)

    def __index__(self):
        return int(self.degrees) + 1

    def __str__(self):
        return f"{self.degrees}C"


i, f, n, c = Index(9), Float(), Whole(), Celsius(7.9)
for work in (
    lambda: "%d %i" % (i, c),
    lambda: "%x %X %o" % (i, c, i),
    lambda: "%f" % i,
    lambda: "%d" % f,
    lambda: "%.1f|%e|%g" % (f, f, c),
    lambda: "%d %s %r" % (n, n, 3),
    lambda: "%x" % n,
    lambda: "%f" % n,
    lambda: "%5d|%-5d|%05d" % (n, n, c),
    lambda: "%*d|%-*.1f|" % (5, n, 6, f),
    lambda: "%s%%" % n,
    lambda: "%d" % c,
    lambda: float(i) + float(f) + float(c),
    lambda: float(n),
    lambda: math.sqrt(i),
    lambda: math.sqrt(f) + math.floor(f) + math.ceil(f),
    lambda: math.sqrt(n),
    lambda: math.exp(Index(0)),
    lambda: math.trunc(i),
    lambda: math.isnan(f) or math.isfinite(i),
    lambda: math.degrees(f),
    lambda: int(i) + int(n) + int(c),
    lambda: [10, 20, 30][Index(1)] + math.factorial(Index(4)),
):
    try:
        print(work())
    except TypeError as error:
        print("TypeError:", error)
row = (n, 2.5)
print("%d %d" % row, "%s" % c)
"%d" % f
