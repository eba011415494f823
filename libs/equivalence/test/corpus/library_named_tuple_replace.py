from collections import namedtuple
P = namedtuple("P", "x y")
try:
    print(P(1, 2)._replace(z=1))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(P(1, 2)[5])
except Exception as e:
    print(type(e).__name__, e)
print(P(1, 2)._replace(x=9), P(1, 2)._replace(**{"y": 5}))
