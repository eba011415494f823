from dataclasses import dataclass, field


@dataclass(unsafe_hash=True)
class Key:
    a: int
    b: str = field(hash=False, default="z")
    c: int = field(compare=False, hash=True, default=0)
    d: int = field(compare=False, default=0)
    e: int = field(hash=None, default=0)


print(hash(Key(1, "q")) == hash(Key(1)), hash(Key(1, c=1)) == hash(Key(1)), hash(Key(1, d=5)) == hash(Key(1)))
print(hash(Key(1, e=5)) == hash(Key(1)), Key(1, "q") == Key(1), Key(1, c=1) == Key(1), hash(Key(1)) == hash((1, 0, 0)))


@dataclass(frozen=True)
class Route:
    name: str
    stops: list = field(default_factory=list, hash=False)


r = Route("a", ["x"])
print({r: 1}[Route("a", ["x"])], len({r, Route("a", ["y"])}))


@dataclass(frozen=True)
class Nothing:
    pass


print(hash(Nothing()) == hash(()), len({Nothing(), Nothing()}))
b = bytes(range(5)) * 2
print(b.index(3), b.find(4, 5), b.find(9), b.rfind(0), bytearray(b).index(2), bytearray(b).find(1, 3))
for bad in (9, 256):
    try:
        print(b.index(bad))
    except ValueError as e:
        print(e)
