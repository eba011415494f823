def f(a: int, b: str = "x", *args, c=3, **kw) -> bool:
    """Doc"""
    t = a
    u = t + 1
    return True
print(f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__)
print(f.__code__.co_varnames)
print(f.__code__.co_argcount, f.__code__.co_name)
print(f.__annotations__)
print(f.__closure__)
for k, v in f.__annotations__.items():
    print(k, v.__name__)
print(f.__annotations__["a"] is int)
def g(): pass
print(g.__defaults__, g.__annotations__, g.__code__.co_varnames, g.__kwdefaults__)
def h(x, y=1, z=(1, 2), w=None): return x
print(h.__defaults__, h.__defaults__[0], len(h.__defaults__))
