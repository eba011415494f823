def add_eq(cls):
    def __eq__(self, other):
        return isinstance(other, cls) and self.__dict__ == other.__dict__
    def __hash__(self): return hash(tuple(sorted(self.__dict__.items())))
    cls.__eq__ = __eq__
    cls.__hash__ = __hash__
    return cls
@add_eq
class A:
    def __init__(self, a, b): self.a = a; self.b = b
print(A(1, 2) == A(1, 2), A(1, 2) == A(2, 1), hash(A(1, 2)) == hash(A(1, 2)))
class T:
    def __init__(self, v): self.v = v
def t_add(self, other): return T(self.v + other.v)
T.__add__ = t_add
T.__repr__ = lambda self: f"T({self.v})"
T.double = property(lambda self: self.v * 2)
T.make = classmethod(lambda cls, v: cls(v + 100))

print(T(1) + T(2), T(4).double, T.make(1))
try:
    T(1).double(1, 2)
except TypeError as e:
    print(e)
class Late:
    def __init__(self, v): self.v = v
t = Late(1)
def hello(self, a, b=2): return (self.v, a, b)
Late.greet = hello
print(t.greet(1), hello(t, 5), Late.greet.__name__)
try:
    t.greet()
except TypeError as e:
    print(e)
class U(T):
    pass
U.only = lambda self: "only"
print(U(3).greet(2), U(1).only(), hasattr(t, "only"))
