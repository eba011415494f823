"""Decorators of many kinds."""
import functools
from typing import Callable, Any, TypeVar, Dict

F = TypeVar("F", bound=Callable[..., Any])


def trace(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        parts = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
        print(f"-> {func.__name__}({', '.join(parts)})")
        result = func(*args, **kwargs)
        print(f"<- {result!r}")
        return result
    return wrapper


def repeat(times):
    def decorator(func):
        @functools.wraps(func)
        def wrapper(*args):
            out = []
            for _ in range(times):
                out.append(func(*args))
            return out
        return wrapper
    return decorator


def validate(**rules):
    def deco(fn):
        def inner(x):
            if "low" in rules and x < rules["low"]:
                raise ValueError(f"{x} below {rules['low']}")
            if "high" in rules and x > rules["high"]:
                raise ValueError(f"{x} above {rules['high']}")
            return fn(x)
        return inner
    return deco


class CountCalls:
    def __init__(self, func):
        self.func = func
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.func(*args)


registry: Dict[str, Callable[[int, int], int]] = {}


def register(name: str):
    def deco(fn: Callable[[int, int], int]) -> Callable[[int, int], int]:
        registry[name] = fn
        return fn
    return deco


@trace
def add(a, b=10):
    """Adds."""
    return a + b


@repeat(3)
def hello(name):
    return f"hi {name}"


@validate(low=0, high=10)
def half(x):
    return x / 2


@CountCalls
def square(x):
    return x * x


@register("plus")
def plus(a: int, b: int) -> int:
    return a + b


@register("times")
def times(a: int, b: int) -> int:
    return a * b


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def memo(f):
    cache = {}

    def g(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    return g


@memo
def stairs(n):
    return 1 if n <= 1 else stairs(n - 1) + stairs(n - 2)


class Service:
    def __init__(self):
        self.log = []

    def logged(method):
        def wrapper(self, *args):
            self.log.append(method.__name__)
            return method(self, *args)
        return wrapper

    @logged
    def start(self, n):
        return n + 1

    @logged
    def stop(self):
        return "stopped"


def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return composed


print(add(1), add(1, b=2), add.__name__)
print(hello("bob"))
print(half(4))
for v in (-1, 11):
    try:
        half(v)
    except ValueError as e:
        print(e)
print(square(3), square(4), square.calls)
print({k: f(3, 4) for k, f in sorted(registry.items())})
print(fib(50), fib.cache_info().hits > 0, stairs(30))
s = Service()
print(s.start(1), s.stop(), s.log)
print(compose(lambda x: x + 1, lambda x: x * 2)(5))
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.partial(plus, 5)(6))
