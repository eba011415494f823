import functools


def trace(func):
    @functools.wraps(func)
    def wrapper(*args):
        print("call", func.__name__, args)
        result = func(*args)
        print("result", result)
        return result

    return wrapper


@trace
def add(a, b):
    return a + b


def repeat(times):
    def decorate(func):
        def wrapper(x):
            for _ in range(times):
                x = func(x)
            return x

        return wrapper

    return decorate


@repeat(3)
def double(x):
    return x * 2


print(add(1, 2))
print(double(5))
