from collections import namedtuple
def outer():
    def inner(a, b):
        return a
    for call in (lambda: inner(1), lambda: inner(1, 2, 3), lambda: inner(1, c=2), lambda: inner(1, a=2)):
        try:
            call()
        except TypeError as e:
            print(e)
outer()
class A:
    def __init__(self, x):
        self.x = x
    def m(self, y):
        return y
class B(A):
    pass
for call in (lambda: B(), lambda: B(1).m(), lambda: B(1, 2), lambda: A(1).m(1, 2), lambda: A(1).m(y=1, z=2)):
    try:
        call()
    except TypeError as e:
        print(e)
P = namedtuple("P", "x y")
try:
    print(P(1, 2))
    P(1)
except TypeError as e:
    print(e)
def pos(a, /, b):
    return a, b
def kw(a, **rest):
    return a, rest
try:
    print(kw(1, a=2))
except TypeError as e:
    print(e)
f = lambda x, y=2: x + y
for call in (lambda: f(), lambda: f(1, 2, 3), lambda: f(1, z=1)):
    try:
        call()
    except TypeError as e:
        print(e)
try:
    pos(a=1, b=2)
except TypeError as e:
    print(e)
print(pos(1, b=3))
