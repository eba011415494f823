import copy
from dataclasses import dataclass, replace
from functools import cached_property


class A:
    kind = "a"

    def __init__(self, n):
        self.n = n
        self.items = [n]

    @cached_property
    def twice(self):
        return self.n * 2

    @property
    def half(self):
        return self.n / 2

    @half.setter
    def half(self, v):
        self.n = v * 2


class B(A):
    def __init__(self, n):
        self.first = True
        super().__init__(n)
        self.n += 1


for o in (A(1), B(2)):
    print(o.__dict__)
    o.twice
    o.n += 5
    o.half = 10
    o.kind = "own"
    print(vars(o), o.kind)
    c = copy.copy(o)
    c.n = 99
    d = copy.deepcopy(o)
    d.items.append(7)
    print(o.__dict__, c.__dict__, d.__dict__, sep="\n")
    pass
    print(o.kind, list(o.__dict__))


@dataclass
class P:
    x: int
    y: int = 2


p = P(1)
q = replace(p, y=5)
print(p.__dict__, q.__dict__, p.__dict__ | {"z": 1})
p.__dict__["x"] = 10
p.__dict__.update({"y": 20})
p.__dict__.update(x=11)
print(p, vars(p))
before = vars(p)
p.w = "late"
print(before, before is vars(p))
snapshot = dict(vars(p))
p.x = 0
print(snapshot["x"], before["x"])


def to_dict(obj):
    return {k: (v if k != "w" else "obj") for k, v in vars(obj).items()}


print(to_dict(p))
