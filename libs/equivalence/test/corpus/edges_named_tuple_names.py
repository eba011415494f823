from collections import namedtuple
P = namedtuple("Point", "x y")
p = P(1, 2)
print(p, [p], type(p).__name__, P.__name__, type(p), repr(p._replace(x=4)), f"{p}")
def f():
    Q = namedtuple("Q", ["a"])
    return Q(3)
print(f())
try:
    P(1)
except TypeError as e:
    print(e)
