"""What `object` makes of what is handed on to it."""

class Shape:
    count = 0
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Shape.count += 1
class Sq(Shape): pass
print(Shape.count)


class Base:
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.base = 1
class Mix:
    def __init__(self, *args, color="red", **kwargs):
        super().__init__(*args, **kwargs)
        self.color = color
class C(Mix, Base):
    def __init__(self, n, **kw):
        super().__init__(**kw)
        self.n = n
c = C(3, color="blue")
print(c.n, c.color, c.base)
try:
    C(3, size=4)
except TypeError as e:
    print(e)


class A:
    def __init__(self, x):
        super().__init__(x)
try:
    A(3)
except TypeError as e:
    print(e)
class P:
    def __init__(self, *args):
        super().__init__(*args)
        self.args = args
print(P().args)
try:
    P(1)
except TypeError as e:
    print(e)
class Q:
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw)
try:
    class R(Q, tag=1): pass
except TypeError as e:
    print(e)
