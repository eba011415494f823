def f(x=...):
    if x is ...:
        return "none given"
    return "given"
print(f(), f(3), f(...))
e = ...
print(e, type(e).__name__, e is Ellipsis, e == ..., type(e))
print(repr(...), bool(...), [1, ...], (..., 2), {"a": ...})
from typing import Callable, Tuple
def g(cb: Callable[..., int], t: Tuple[int, ...]) -> int: ...
print(g(len, (1,)))
class P:
    def go(self): ...
print(P().go())
print(str(Ellipsis), Ellipsis is not None)
print(isinstance(..., int))
class M:
    def __getitem__(self, key):
        return key
m = M()
print(m[...])
print(m[1, ...])
print(m[..., 0])
_missing = ...
def get_of(d, k, default=_missing):
    if k in d: return d[k]
    if default is _missing:
        raise KeyError(k)
    return default
print(get_of({"a": 1}, "a"), get_of({"a": 1}, "b", 5))
try:
    get_of({"a": 1}, "zz")
except KeyError as e:
    print(repr(e))
def todo():
    ...
print(todo())
x: int = ...
print(x)
def starred(*args, **kw):
    return args[0] is Ellipsis
print(starred(...), starred(1))
lst = [1, 2, ...]
for v in lst:
    if v is ...:
        print("dots")
    else:
        print(v)
print(len(lst), ... in lst)
