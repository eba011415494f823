from contextlib import contextmanager
log = []
@contextmanager
def timer(label, level=1):
    log.append(f"start {label} {level}")
    try:
        yield
    except ValueError as e:
        log.append(f"swallowed {e}")
    finally:
        log.append(f"end {label}")
@contextmanager
def plain():
    print("enter")
    yield 5
    print("exit")
@timer("work")
def work(x):
    """Doc."""
    log.append(f"work {x}")
    return x * 2
@timer("bad", level=2)
def bad(x):
    if x > 1:
        raise ValueError("too big")
    return x
@plain()
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
class K:
    def __init__(self): self.n = 0
    @timer("method")
    def go(self, by=1):
        self.n += by
        return self.n
print(work(2), work(3), work.__name__, work.__doc__)
print(bad(1), bad(5))
try:
    @timer("k")
    def other(): raise KeyError("k")
    other()
except KeyError as e:
    print("out", e)
print(fact(3))
k = K()
print(k.go(), k.go(by=4))
print(log)
with timer("plain with"):
    print("in")
