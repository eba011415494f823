from contextlib import contextmanager
@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")
with tag("a") as t, tag("b"):
    print(t)
try:
    with tag("x"):
        raise ValueError("inside")
except ValueError as e:
    print("caught", e)
class Timer:
    def __enter__(self): self.n = 0; return self
    def tick(self): self.n += 1
    def __exit__(self, *exc): print("ticks", self.n, exc[0] is None); return False
with Timer() as tm:
    tm.tick(); tm.tick()
def f():
    with tag("ret"):
        return "value"
print(f())
for i in range(3):
    with tag(str(i)):
        if i == 1: break
print(i)
