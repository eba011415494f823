from contextlib import contextmanager, suppress
@contextmanager
def guard(label):
    try:
        yield [label]
    except ValueError as e:
        print("swallowed", e)
    else:
        print("fine", label)
@contextmanager
def plain():
    print("in")
    yield
    print("out")
def f(flag):
    with guard("a") as g:
        g.append("x")
        if flag:
            raise ValueError("bad")
        return len(g)
    return "swallowed"
print(f(True), f(False))
try:
    with plain():
        raise KeyError("k")
except KeyError as e:
    print("through", e)
for i in range(3):
    with plain():
        if i == 1:
            continue
        print("i", i)
with suppress(KeyError, IndexError):
    {}["q"]
    print("never")
n = 0
with suppress(ValueError):
    n = int("5")
print(n)
