def add(a, b=10):
    return a + b
def neg(a):
    return -a
ops = {"add": add, "neg": neg}
print(ops["neg"](3))
print(ops["add"](3, 4))
print(add.__name__, neg.__name__)
def apply(f, *args):
    return f(*args)
print(apply(add, 1, 2), apply(neg, 5), apply(add, 1))
for f in (add, neg):
    print(f.__name__, f(1))
def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run
print(compose(neg, abs, str)(5))
class A:
    pass
print(A.__name__, A().__class__.__name__)
table = [("sq", lambda x: x * x), ("half", lambda x: x / 2)]
for name, fn in table:
    print(name, fn(8))
f = add
print(f(1), f(1, 2))
print(f(b=5, a=1))
