from dataclasses import dataclass
try:
    @dataclass
    class M:
        xs: list = []
    print(M())
except ValueError as e:
    print(e)
try:
    @dataclass
    class N:
        x: int = 1
        y: int
    print(N(1, 2))
except TypeError as e:
    print(e)


@dataclass
class O:
    xs: dict = {}
print(O())
