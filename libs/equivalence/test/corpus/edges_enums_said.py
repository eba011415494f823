from enum import Enum

class Planet(Enum):
    A = (1, 2.0)
    B = (3, 4.0)

    def __init__(self, m, r):
        self.m = m
        self.r = r

    @property
    def g(self):
        return self.m / self.r

    @classmethod
    def first(cls):
        return list(cls)[0]

    def __str__(self):
        return self.name.lower()
print(Planet.A.g)
print(Planet.first())
print(Planet((3, 4.0)))
print(Planet.B.value)
print([str(p) for p in Planet])
print(f'{Planet.A}')
print(repr(Planet.A))
print(Planet.A == Planet.A)
print(Planet.A is Planet['A'])
print({Planet.A: 1}[Planet.A])
print(Planet.A != Planet.B)

class Op(Enum):
    ADD = '+'
    SUB = '-'

    def apply(self, a, b):
        return a + b if self is Op.ADD else a - b
print(Op('+').apply(2, 3))
print(Op.SUB.apply(2, 3))
print([o.value for o in Op])
print(Op.ADD.name)
print(len(Op))
print(Op.ADD in Op)
try:
    Op.ADD.value = 3
except AttributeError as e:
    print(e)
try:
    Op('*')
except ValueError as e:
    print(e)
