from dataclasses import dataclass, field
from typing import NamedTuple
@dataclass
class P:
    x: int
    y: int = 0
    z: int = field(default=1, kw_only=True)
class N(NamedTuple):
    a: int
    b: str = ""
class M:
    __match_args__ = ("u", "v")
    def __init__(self): self.u, self.v = 1, 2
print(P.__match_args__, N._fields, N.__match_args__, M.__match_args__)
match P(1, 2):
    case P(a, b):
        print(a, b)
match M():
    case M(q, r):
        print(q, r)
