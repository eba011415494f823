"""Objects that derive from built-in types are named by their own class in errors; keys of a view beside what cannot be gone through."""

class I(int): pass
class S(str): pass
class L(list): pass
for f in (lambda: I(3) + "a", lambda: "a" + I(3), lambda: I(2) - "a", lambda: I(3) < "a", lambda: [1] * S("a"), lambda: L([1]) * "a", lambda: -S("a"), lambda: S("a") - 1):
    try:
        print(f())
    except TypeError as e:
        print(e)
entries = {"a": 1}
for f in (lambda: entries.keys() & 1, lambda: entries.keys() | 1, lambda: entries.items() - 1, lambda: entries.keys() ^ None, lambda: {1} & 1):
    try:
        print(f())
    except TypeError as e:
        print(e)
class H:
    def __init__(self): self.n = 0
    def __hash__(self):
        self.n += 1
        return 42
    def __eq__(self, o):
        return self is o
a, b, c = H(), H(), H()
d = {a: 1}
d.setdefault(b, 2)
d.get(c)
d[c] = 4
d[c] = 5
del d[c]
d.pop(a)
c in d
print(a.n, b.n, c.n)
s = {a, b}
s.add(c)
s.discard(c)
s.add(a)
print(a.n, b.n, c.n)
class C:
    pass
try:
    C.__new__(C, 42)
except TypeError as _e:
    print(_e)
try:
    object.__new__(C, 42)
except TypeError as _e:
    print(_e)
try:
    C(42)
except TypeError as _e:
    print(_e)


class Made:
    def __init__(self, x):
        self.x = x


print(hasattr(Made.__new__(Made, 42), "x"))
