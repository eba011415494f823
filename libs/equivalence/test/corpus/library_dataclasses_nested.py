from dataclasses import dataclass, is_dataclass, fields, asdict, astuple
@dataclass(slots=True, kw_only=True)
class S:
    x: int = 1
print(S(x=2), is_dataclass(S), is_dataclass(3), is_dataclass(S()), is_dataclass(int), [f.name for f in fields(S)])
@dataclass
class P: 
    x: int
    y: int
@dataclass
class L:
    a: P
    ps: list[P]
    m: dict[str, P]
    n: dict[str, list[int]]
    t: tuple[int, str] = (1, "a")
l = L(P(1, 2), [P(3, 4)], {"k": P(5, 6)}, {"z": [1]})
d = asdict(l)
d["n"]["z"].append(2)
print(d, l.n)
print(astuple(l), astuple(P(1, 2)))
