from enum import Enum, IntEnum
class Color(Enum):
    RED = 1
    GREEN = 2
try:
    Color.RED = 5
except AttributeError as e:
    print(e)
print(Color.RED in Color, list(Color))
class A(Exception): pass
class B(A): pass
class C(A, ValueError): pass
class D(B, C, KeyError): pass
for k in (A, B, C, D):
    print([c.__name__ for c in k.__mro__], [c.__name__ for c in k.__bases__], k.__mro__)
print(A.__mro__, D.mro())
