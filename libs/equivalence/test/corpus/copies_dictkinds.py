from collections import defaultdict, Counter, OrderedDict
d = defaultdict(list)
d["a"].append(1)
print(d == {"a": [1]}, {"a": [1]} == d, d != {"a": [2]}, Counter("aab") == {"a": 2, "b": 1}, {"a": 1} == Counter("a"), Counter("a") == {})
print(OrderedDict([("a", 1), ("b", 2)]) == {"b": 2, "a": 1})
assert (lambda x: (None, x))(1) == (None, 1)
class M:
    def __init__(self, v): self.v = v
    def __imod__(self, k):
        self.v %= k
        return self
    def __ifloordiv__(self, k):
        self.v //= k
        return self
m = M(17)
k = m
m //= 2
m %= 5
print(m.v, k is m)
log = []
def t(x):
    log.append(x)
    return x
class A:
    def __setitem__(self, k, v): log.append((k, v))
a = A()
a[t(1)] = t(2)
print(log)
