import functools, operator
class Cell:
    grid = [[0] * 2 for _ in range(2)]
    names = ("a", "b")
    table = {n: i for i, n in enumerate(("x", "y"))}
    def __init__(self, v=None): self.v = v or []
    def __len__(self): return len(self.v)
    def __getitem__(self, k): return self.v[k]
    def __setitem__(self, k, val): self.v[k] = val
    def __delitem__(self, k): del self.v[k]
    def __iter__(self): return iter(self.v)
    def __reversed__(self): return reversed(self.v)
    def __contains__(self, x): return x in self.v
    def __add__(self, o): return Cell(self.v + list(o))
    def __mul__(self, n): return Cell(self.v * n)
    def __eq__(self, o): return self.v == list(o)
    def __lt__(self, o): return self.v < o.v
    def __invert__(self): return Cell(self.v[::-1])
    def __call__(self, *a, **k): return (a, sorted(k.items()))
    def __bool__(self): return bool(self.v)
    def __repr__(self): return f"Cell({self.v})"
c = Cell([3, 1, 2])
c[0] = 9; del c[1]
print(c, len(c), c[-1], list(reversed(c)), 9 in c, c + [1], c * 2, ~c, c == [9, 2], c(1, b=2), bool(Cell()), sorted([c, Cell([1])]))
a, b = c
print(a, b, max(c), sum(c), [*c], dict(enumerate(c)), Cell.table, Cell.names[0], Cell.grid)
print(functools.reduce(operator.mul, c), sorted(c), list(map(str, c)), any(c), list(zip(c, "xy")))
c += [7]
print(c)
