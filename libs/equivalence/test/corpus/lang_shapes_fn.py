def apply_all(fs, *args):
    return [f(*args) for f in fs]
print(apply_all([max, min, lambda a, b: a - b], 3, 5))
ops = {"add": lambda a, b=1: a + b, "neg": lambda a, b=0: -a + b}
print([ops[k](5) for k in ops], [ops[k](5, 2) for k in ops], ops["add"](b=7, a=1))
class Btn:
    def __init__(self):
        self.handlers = []
    def on(self, h):
        self.handlers.append(h)
    def fire(self, *a, **k):
        return [h(*a, **k) for h in self.handlers]
b = Btn()
b.on(lambda x, y=0: x + y)
b.on(lambda x, y=0: x * y)
print(b.fire(3), b.fire(3, y=4), b.fire(2, 2))
def outer(f=None, *, scale=1):
    if f is None:
        return lambda g: outer(g, scale=scale)
    def inner(x):
        return f(x) * scale
    return inner
@outer
def one(x):
    return x + 1
@outer(scale=10)
def ten(x):
    return x + 1
print(one(1), ten(1))
def curry(f):
    return lambda a: lambda b: f(a, b)
print(curry(lambda a, b: a ** b)(2)(10))
def pipeline(*fns):
    def run(v):
        for fn in fns:
            v = fn(v)
        return v
    return run
print(pipeline(str.strip, str.upper, lambda s: s + "!")("  hi "))
