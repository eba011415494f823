def f(a, b, c=3):
    return (a, b, c)
def g(*xs, **kw):
    return len(xs), sorted(kw)
def h(a, *rest):
    return a, rest
def tryit(fn):
    try:
        print(fn())
    except TypeError as e:
        print("TypeError", e)
for n in range(1, 6):
    xs = list(range(n))
    tryit(lambda: f(*xs))
    tryit(lambda: h(*xs))
    tryit(lambda: f(0, *xs))
d = {}
for k in ["a", "b", "c", "z"]:
    d[k] = ord(k)
    e = dict(d)
    tryit(lambda: f(**e))
tryit(lambda: f(1, **{"b": 2}))
m = {"b": 5}
tryit(lambda: f(1, **m))
tryit(lambda: f(1, 2, **m))
tryit(lambda: g(1, 2, **m))
tryit(lambda: g(*[1, 2, 3], x=1, **m))
def kwonly(*, name="n", size=1):
    return name + str(size)
cfg = {}
cfg["name"] = "q"
tryit(lambda: kwonly(**cfg))
def passer(**kw):
    return f(1, **kw)
tryit(lambda: passer(b=3))
tryit(lambda: passer(**m))
class P:
    def __init__(self, x, y=0):
        self.x, self.y = x, y
    def __repr__(self):
        return f"P({self.x}, {self.y})"
args = [1, 2]
print(P(*args), P(**{"x": 3}))
opts = {"x": 1, "y": 2}
print(P(**opts), [P(*t) for t in [(1, 2), (3, 4)]])
rows = [[1, 2], [3, 4]]
print([P(*r) for r in rows])
print(list(map(lambda r: f(*r), rows)))
tryit(lambda: f(*[]))
