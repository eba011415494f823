"""What is shown is shown in Python's order: fields of a text one by one, arguments of print at its end."""

class L:
    def __init__(self, xs): self.xs = list(xs)
    def pop(self): return self.xs.pop()
    def __repr__(self): return f"L({self.xs!r})"
    def __format__(self, s): return "F" + str(self.xs)
l = L([1, 2, 3])
print(f"{l} {l.pop()}")
m = [1, 2, 3]
print(f"{m} {m.pop()} {m}")
print(f"{l!r} {l.pop()} {l!s:>10} {l.xs.append(2)} {l!r}")
class M:
    def __init__(self, xs): self.xs = list(xs)
    def pop(self): return self.xs.pop()
    def __repr__(self): return f"M({self.xs!r})"
l = M([1, 2, 3])
print("{} {}".format(l, l.pop()))
print("{1} {0} {x}".format(l, l.pop(), x=l.xs.append(9)))
print(" ".join([str(l), str(l.xs.append(2)), str(l)]))
t = (l, l.xs.append(7)); print(t)
print(*[l, l.pop()])
n = [3]
print(n, n.append(2), len(n), n + [n.pop()], str(n) + str(n.append(7)) + str(n))
print(n[0] + (n.append(1) or 2) + n[-1], [n, n[:], n.clear(), n])
d = {"a": 1}
print(d, d.pop("a"), d, d.setdefault("z", [1]), d["z"].append(2))
print(d["z"] == d["z"] + (d["z"].append(4) or []), d)
print(len(d["z"]) + len(d["z"].append(1) or d["z"]))
x = 1
def bump():
    global x
    x += 1
    return x
print(x + bump() + x, x * bump() - x, [x, bump(), x], (x, bump()), {x: bump(), bump(): x}, x < bump() < x + 5, x if bump() else 0, f"{x}{bump()}{x}", str(x) + str(bump()), max(x, bump(), x))
class P:
    v = 1
    def inc(self): self.v += 1; return self.v
p = P()
print(p.v + p.inc() + p.v, [p.v, p.inc(), p.v], p.v - p.inc(), (p.v, p.inc()), dict(a=p.v, b=p.inc(), c=p.v), p.v == p.inc(), p.v ** p.inc(), p.v // p.inc(), -p.v + p.inc(), p.v and p.inc() + p.v)
a = [1, 2, 3]
print(a[0] + a.pop(0) * a[0], a[len(a) - 1], a.pop() + (len(a) and a[0]))
s = "a"
def app():
    global s
    s += "b"
    return s
print(s + app() + s, s * len(app()), s in app(), s == app(), s < app(), s.upper() + app(), (s, app()), s[0] + app()[0], s.replace("a", app()), s.join([app(), s]))
stack = [1, 2, 3]
print("%s %s" % (stack, stack.pop()))
print("%r-%a-%-5s|" % (stack, stack.pop(), l))
print("%s %d" % (stack, stack.pop()))

class Line:
    def __init__(self, xs): self.xs = list(xs)
    def pop(self): return self.xs.pop()
    def __len__(self): return len(self.xs)
    def __iter__(self): return iter(self.xs)
    def __repr__(self): return "Line([" + ", ".join(repr(x) for x in self) + "])"
line = Line([1, 2, 3])
print(line, len(line), line.pop(), *line)
row = (1, "a", line)
print(*row, None, line.pop(), *{"a": 1}, *row, *"ab", *range(3), *(x for x in [None, 2]), sep="|", end="\n\n")
print(*[[1]], *[None], *((1, 2), 3))
