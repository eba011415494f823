"""chain with rows among others, groups by a key of nothing, subclasses of built-in types, dict of a value of several types."""
import itertools
xs = ['abcabc', 'abc', 'a', 'Hello World']
print({k: list(g) for k, g in itertools.groupby(sorted(xs, key=len), key=len)})
def f(xs): return {k: list(g) for k, g in itertools.groupby(sorted((lambda q: q)(xs), key=len), key=len)}
print(f(xs))
print([(k, list(g)) for k, g in itertools.groupby(sorted(([] if False else []), key=len), key=len)])
print([(k, list(g)) for k, g in itertools.groupby([], key=lambda x: x % 2)])
print(issubclass(bool, int), issubclass(int, float), issubclass(ValueError, Exception), issubclass(str, (int, str)), issubclass(int, object), issubclass(list, dict))
class A: pass
class B(A): pass
print(issubclass(B, A), issubclass(A, B), issubclass(B, (int, A)), issubclass(B, object), issubclass(A, int))
import itertools
class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self): return itertools.chain([self.v], *map(iter, self.kids))
print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))
rows = [[1, 2], [3]]
print(list(itertools.chain([0], *rows)), list(itertools.chain(*rows, [9])), list(itertools.chain("a", *["bc", "d"])))
def merge(a, b):
    out = dict(a)
    for k, v in b.items(): out[k] = merge(out[k], v) if isinstance(v, dict) and isinstance(out.get(k), dict) else v
    return out
cfg = {"db": {"host": "h", "ports": [1, 2]}, "n": 3, "f": 1.5, "ok": True}
print(merge(cfg, {"db": {"host": "z", "new": None}, "n": [1]}))
import textwrap


def wide(width):
    return "yes" if textwrap.fill("a b", width=width).isalpha() else "no"


def sure(xs, flag):
    first, second = ((1, "a") if all(x < -1 for x in xs) else max((-1, "b"), (0, "c")))
    print(first, second)
    return ({x: 1 for x in xs} == {}) and flag if "".istitle() else (any(x > 2 for x in xs) and flag)


print(wide(8), sure([1, 2], True), sure([3], True))
