class V:
    def __init__(self, x): self.x = x
    def __radd__(self, o): return ("radd", o)
    def __lt__(self, o): return self.x < o.x
def t(x):
    print("t", x)
    return x
def mk(x):
    print("mk", x)
    return V(x)
print(t(1) + mk(2))
print(mk(1) < mk(2), mk(3) > mk(4))
k = 5
def ch():
    global k
    k = 9
    return V(1)
print(k + ch())
from decimal import Decimal
def cd():
    global k
    k = 100
    return Decimal(1)
k = 1
print(k + cd(), k - cd(), k < cd())
