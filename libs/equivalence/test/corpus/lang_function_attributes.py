import functools


def timer(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        inner.calls += 1
        return fn(*args, **kwargs)
    inner.calls = 0
    return inner


def memo(fn):
    cache = {}

    @functools.wraps(fn)
    def wrapper(n):
        if n not in cache:
            cache[n] = fn(n)
        return cache[n]
    wrapper.cache = cache
    return wrapper


def old(fn):
    def inner(*args):
        """in"""
        return fn(*args)
    inner.__name__ = "old_" + fn.__name__
    return inner


@timer
def add(a, b=1):
    return a + b


@timer
def mul(a, b):
    return a * b


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@old
def greet(x):
    return "hi " + x


def count():
    count.n += 1
    return count.n


count.n = 10
print(add(1), add(2, b=5), add.calls, mul.calls)
mul(2, 3)
print(mul.calls, add.calls, add.__name__)
print(fib(30), len(fib.cache), fib.cache[10])
print(greet("x"), greet.__name__)
count()
print(count(), count.n)
f = add
f(1)
print(f.calls)
