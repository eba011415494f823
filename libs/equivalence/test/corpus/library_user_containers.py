import copy
from collections import UserDict, UserList, UserString
class LD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __getitem__(self, k): return super().__getitem__(k.lower())
d = LD(A=1); d["B"] = 2
print(d, d["a"], "b" in d, len(d), d.data, list(d.items()), d.get("zz"), d.get("A"), list(d), dict(d))
d.update({"C": 5}); d.setdefault("D", 9); print(d, d.pop("c"), d.popitem(), d == {"a": 1, "b": 2}, isinstance(d, dict), bool(d))
try:
    d["nope"]
except KeyError as e:
    print(repr(e))
del d["a"]; print(d, d.keys(), list(d.values()), d.copy())


from collections import UserList
class ML(UserList):
    def total(self): return sum(self.data)
m = ML([1, 2]); m.append(3); print(m, m.total(), m[0], m + [4], len(m), m[1:], type(m[1:]).__name__, (m + [1]).total())
m.extend([5]); m.sort(reverse=True); print(m, m == [5, 3, 2, 1], m.index(3), 2 in m, m.count(1), m.pop(), list(reversed(m)), m * 2, m.copy(), [x for x in m], isinstance(m, list), m < [9])
m[0] = 7; del m[1]; m.insert(0, 0); m += [8]; m.remove(0); print(m, max(m), sorted(m))


from collections import UserString
class S(UserString):
    def shout(self): return self.data.upper() + "!"
s = S("hi")
print(s, s.shout(), len(s), s + "x", s.upper(), s == "hi", repr(s), s[0], "h" in s, s.replace("h", "j"), type(s.upper()).__name__, s.upper().shout(), "%s" % s, f"{s}", s < "z", s.split("i"), s.startswith("h"), hash(s) == hash("hi"))


from collections import UserDict
class Missing(UserDict):
    def __missing__(self, key): return f"no {key}"
d = Missing({"a": 1})
print(d["a"], d["b"], "b" in d, d.get("b"))
e = UserDict(x=1)
e["y"] = 2
print(e, len(e), e["x"])


from collections import UserDict
class Config(UserDict):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.log = []
    def __delitem__(self, k):
        self.log.append(k)
        super().__delitem__(k)
c = Config({"a": 1, "b": 2})
del c["a"]; c.pop("b"); print(c, c.log)


class Logged(UserDict):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.log = []


first = Logged({1: 2})
second = copy.copy(first)
second[3] = 4
second.log.append("set")
third = first.copy()
third[5] = 6
print(first, second, third, first.log, type(second).__name__, first.data is second.data)
numbers = UserList([1, 2])
others = copy.copy(numbers)
others.append(3)
print(numbers, others)
