import functools
def logged(prefix="call"):
    def deco(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            print(prefix, fn.__name__, args, kwargs)
            return fn(*args, **kwargs)
        return wrapper
    return deco
def twice(fn):
    def inner(*args):
        return fn(*args) * 2
    return inner
@logged("LOG")
@twice
def add(a, b):
    return a + b
print(add(1, 2))
@logged()
def greet(name, punct="!"):
    return "hi " + name + punct
print(greet("bob"), greet("al", punct="?"))
print(greet.__name__)
class counted:
    def __init__(self, fn):
        self.fn = fn
        self.calls = 0
    def __call__(self, *args):
        self.calls += 1
        return self.fn(*args)
@counted
def sq(x):
    return x * x
print(sq(3), sq(4), sq.calls)
registry = {}
def register(name):
    def deco(f):
        registry[name] = f
        return f
    return deco
@register("one")
def f1(x):
    return x + 1
@register("two")
def f2(x):
    return x + 2
print(sorted(registry), registry["one"](5), registry["two"](5), f1(1))
def memo(f):
    cache = {}
    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    return inner
@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50))
def method_deco(f):
    def inner(self, *args):
        print("before", f.__name__)
        return f(self, *args)
    return inner
class K:
    def __init__(self):
        self.v = 1
    @method_deco
    def bump(self, by):
        self.v += by
        return self.v
k = K()
print(k.bump(4))
