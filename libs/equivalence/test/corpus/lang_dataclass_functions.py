from dataclasses import dataclass, field, replace, asdict, astuple
from typing import List, Optional, Dict
@dataclass(frozen=True)
class P:
    x: int
    y: int = 0
    def shifted(self, dx):
        return replace(self, x=self.x + dx)
p = P(1)
print(p.shifted(4), replace(p, x=9, y=8), asdict(p), astuple(p))
@dataclass
class Inner:
    v: int
    tag: str = "t"
@dataclass
class Outer:
    inner: Inner
    many: List[Inner]
    names: Dict[str, int] = field(default_factory=dict)
    note: Optional[str] = None
o = Outer(Inner(1), [Inner(2), Inner(3, "u")], {"k": 1})
d = asdict(o)
print(d)
print(astuple(p)[0], d["note"])
@dataclass
class Rect:
    w: float
    h: float
    area: float = field(init=False, default=0.0)
    def __post_init__(self):
        self.area = self.w * self.h
r = Rect(2.0, 3.0)
print(replace(r, w=5.0), asdict(r))
try:
    replace(p, z=1)
except TypeError as e:
    print(e)
