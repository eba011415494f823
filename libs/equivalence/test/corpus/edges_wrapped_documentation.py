from functools import wraps
def f(a): return a
@wraps(f)
def h(a):
    "doc h"
    return f(a)
print(h.__doc__, h.__name__)
def g(a):
    "doc g"
    return a
def deco(fn):
    @wraps(fn)
    def inner(*a):
        "doc inner"
        return fn(*a)
    return inner
print(deco(f).__doc__, deco(g).__doc__)
@deco
def k(x): return x
print(k.__doc__, k.__name__)
