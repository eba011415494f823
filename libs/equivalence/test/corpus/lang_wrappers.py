import functools
from functools import update_wrapper, wraps
class CountCalls:
    def __init__(self, func):
        functools.update_wrapper(self, func)
        self.func = func
        self.count = 0
    def __call__(self, *args, **kwargs):
        self.count += 1
        return self.func(*args, **kwargs)
class Timer:
    def __init__(self, fn):
        update_wrapper(self, fn)
        self.fn = fn
    def __call__(self, *args):
        return ("timed", self.fn(*args))

@CountCalls
def say(x):
    """Doc of say."""
    return f"say {x}"
@Timer
def work(n):
    return n * n
say(1); say(2)
print(say.count, say(3), say.__name__, say.__doc__, work(3), work.__name__, work.__doc__, work.__wrapped__(4))
def log(prefix=""):
    def deco(f):
        @wraps(f)
        def wrapper(*args, **kwargs):
            print(prefix, f.__name__, args, kwargs)
            return f(*args, **kwargs)
        return wrapper
    return deco
@log("[x]")
def add(a, b=2):
    """Add numbers."""
    return a + b
print(add(1), add.__wrapped__(3, 4), add.__name__, add.__doc__)
def twice(f):
    @wraps(f)
    def inner(*a):
        return f(f(*a))
    return inner
@twice
@log("y")
def inc(n): return n + 1
print(inc(5), inc.__wrapped__(5), inc.__name__)
