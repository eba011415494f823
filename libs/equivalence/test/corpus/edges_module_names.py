import math
import os.path
m = math
print(m.sqrt(2), m.pi)
def f():
    k = math
    return k.floor(2.5)
print(f())
n = m
print(n.cos(0))
import random as r
q = r
q.seed(3)
print(q.randint(1, 10))
import collections
c = collections
print(c.Counter("aab"))

import operator
l = [1, 2, 3, 4]
operator.setitem(l, 0, 10)
print(l, operator.getitem(l, 1))
operator.delitem(l, 1)
print(l, operator.contains(l, 3), operator.countOf(l, 3), operator.indexOf(l, 3))
d = {"a": 1}
operator.setitem(d, "b", 2)
print(d)
operator.delitem(d, "a")
print(d)
