"""The base classes of the types of values that may be of several kinds."""


class A:
    pass


class B(A):
    pass


class M:
    pass


class D(B, M):
    pass


class Fault(Exception):
    pass


class Lost(Fault, KeyError):
    pass


print(type(B()).__mro__, B.__mro__[1].__name__, type(B()).__bases__, B().__class__.__base__)
for x in [A(), B(), D(), 5, True, "t", None, [1], (1, "a"), {2}, {}, 1.5]:
    print([c.__name__ for c in type(x).__mro__], type(x).__base__, x.__class__.__bases__)


def faults():
    yield lambda: 1 // 0
    yield lambda: [][1]
    yield lambda: {}["k"]
    yield lambda: int("x")


for act in faults():
    try:
        act()
    except Exception as e:
        print([k.__name__ for k in type(e).__mro__], type(e).__bases__, e.__class__.__base__.__name__)
for kind in (Fault, Lost):
    try:
        raise kind("x")
    except Fault as e:
        print(type(e).__bases__)
try:
    try:
        raise Fault("inner")
    except Fault as e:
        raise RuntimeError("outer") from e
except RuntimeError as e:
    print(type(e.__cause__).__mro__[1].__name__, type(e.__cause__.__cause__).__mro__)
