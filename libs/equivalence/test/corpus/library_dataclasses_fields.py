from dataclasses import dataclass, field, KW_ONLY, InitVar, asdict, astuple, fields, is_dataclass, replace
@dataclass
class A:
    x: int
    _: KW_ONLY
    y: int = 2
    z: int = field(default=3, kw_only=False)
a = A(1, 9, y=3)
print(a, A(1), [f.name for f in fields(a)])
try:
    A(1, 2, 3)
except TypeError as e:
    print(e)


@dataclass
class Scaled:
    x: int
    scale: InitVar[int] = 2
    total: int = field(init=False)
    names: list[str] = field(default_factory=list)
    def __post_init__(self, scale):
        self.total = self.x * scale
print(Scaled(3), Scaled(3, 5).total, [f.name for f in fields(Scaled)], asdict(Scaled(1, 1)), Scaled(1) == Scaled(1, 2), Scaled(1, names=["a"]))
@dataclass
class More(Scaled):
    more: InitVar[str] = "m"
    def __post_init__(self, scale, more):
        super().__post_init__(scale)
        self.said = more * scale
b = More(2, 3, more="q")
print(b, b.said)
