def t(n, v):
    print(n, end=" ")
    return v
for spec in ("d", ".1f"):
    try:
        print(f"{t(1, 2.5):{spec}}{t(2, 3)}")
    except ValueError as e:
        print(e)
try:
    print(f"{t(1, 2.5):d}{t(2, 3)}")
except ValueError as e:
    print(e)


class P:
    def __init__(self, x): self.x = x
    def __format__(self, spec):
        print("format", spec, end=" ")
        return format(self.x, spec)
    def __str__(self):
        print("str", end=" ")
        return "P"
p = P(3)
print(f"{t(1, p):>4}|{t(2, 2.5):.2f}|{t(3, p)!s}|{t(4, p)}")
try:
    print(f"{t(1, 2.5):d}|{t(2, p):x}")
except ValueError as e:
    print(e)
m = 2.5
try:
    print(f"{m:>-X}|{p:x}")
except ValueError as e:
    print(e)



class Q:
    def __str__(self):
        print("str", end=" ")
        return "Q"
    def __repr__(self):
        print("repr", end=" ")
        return "R"
q = Q()
print(f"{t(1, q)}{t(2, q)!r}{t(3, q):>3}{[q]}")
print("%s %r %s" % (t(1, q), t(2, q), t(3, q)), "{} {!r}".format(t(1, q), t(2, q)))
