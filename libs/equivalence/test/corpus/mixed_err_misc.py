def safe(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(safe(lambda x: 1 / x, 0))
print(safe(int, "12x"))
print(safe(lambda d, k: d[k], {"a": 1}, "b"))
print(safe(lambda l, i: l[i], [1], 4))
print(safe(lambda: None + 1))
print(safe(lambda: "a" + 1))
print(safe(lambda: [1] + (2,)))
print(safe(lambda: len(5)))
print(safe(lambda: {}.foo))
print(safe(lambda: [].push(1)))
class NegativeError(ValueError):
    def __init__(self, v):
        super().__init__(f"negative: {v}")
        self.v = v
def root(x):
    if x < 0: raise NegativeError(x)
    return x ** 0.5
for v in (4, -4):
    try:
        print(root(v))
    except NegativeError as e:
        print(e, e.v, isinstance(e, ValueError), e.args)
def chain():
    try:
        root(-1)
    except ValueError as e:
        raise RuntimeError("outer") from e
try:
    chain()
except RuntimeError as e:
    print(e, "<-", e.__cause__)
def cleanup():
    try:
        raise KeyError("k")
    except KeyError:
        print("handler")
        raise
    finally:
        print("cleanup")
try: cleanup()
except KeyError as e: print(repr(e))
raise NegativeError(9)
