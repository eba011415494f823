class Handler:
    ERRORS = (KeyError, ValueError)
    def run(self, f):
        try:
            return f()
        except self.ERRORS as e:
            return type(e).__name__
print(Handler().run(lambda: {}["x"]), Handler().run(lambda: int("q")))


import functools
class NetErr(Exception): pass
def retry(times, exceptions=(ValueError,)):
    def deco(f):
        @functools.wraps(f)
        def inner(*a, **k):
            for i in range(times):
                try:
                    return f(*a, **k)
                except exceptions as e:
                    print("retry", i, e, type(e).__name__)
            raise RuntimeError("failed")
        return inner
    return deco
n = 0
@retry(3, exceptions=(ValueError, KeyError))
def f(x):
    global n
    n += 1
    if n < 3: raise ValueError(f"n={n}")
    return x * n
print(f(5))
@retry(2)
def g(): raise ValueError("g")
@retry(times=2, exceptions=NetErr)
def h(): raise NetErr("h")
for each in (g, h):
    try:
        print(each())
    except RuntimeError as e:
        print(e)


def assert_raises(exc, f, *args):
    try:
        f(*args)
    except exc as e:
        print(exc.__name__, e)
        return True
    return False
print(assert_raises(ValueError, int, "x"))
print(assert_raises(ZeroDivisionError, lambda: 1 // 0))
print(assert_raises(KeyError, lambda k: {}[k], "a"))
try:
    assert_raises(KeyError, lambda: 1 / 0)
except ZeroDivisionError:
    print("through")
