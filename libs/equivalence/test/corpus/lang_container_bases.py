from collections import ChainMap, Counter, OrderedDict
from collections.abc import Mapping, MutableMapping, Sequence


class Stack(list):
    def push(self, x):
        self.append(x)

    def peek(self):
        return self[-1]


class Config(dict):
    def __missing__(self, key):
        return f"<{key}>"


class LRU(OrderedDict):
    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity

    def get_item(self, key):
        if key not in self:
            return -1
        self.move_to_end(key)
        return self[key]

    def put(self, key, value):
        if key in self:
            self.move_to_end(key)
        self[key] = value
        if len(self) > self.capacity:
            self.popitem(last=False)


class Squares(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return i * i


class Lower(MutableMapping):
    def __init__(self):
        self.inner = {}

    def __getitem__(self, k):
        return self.inner[k.lower()]

    def __setitem__(self, k, v):
        self.inner[k.lower()] = v

    def __delitem__(self, k):
        del self.inner[k.lower()]

    def __iter__(self):
        return iter(self.inner)

    def __len__(self):
        return len(self.inner)


s = Stack([1])
s.push(2)
print(s, s.peek(), len(s), s == [1, 2], isinstance(s, list), s[::-1], s + [3])
print(sum(s), max(s), [x * 2 for x in s], sorted(s, reverse=True), 2 in s)
c = Config(a=1)
print(c["a"], c["zz"], c, "b" in c, c.get("q"), len(c), isinstance(c, dict))
l = LRU(2)
l.put("a", 1)
l.put("b", 2)
print(l.get_item("a"))
l.put("c", 3)
print(list(l.keys()), l.get_item("b"), list(l.items()))
q = Squares(5)
print(list(q), 9 in q, q.index(16), q.count(4), list(reversed(q)), isinstance(q, Sequence))
m = Lower()
m["Ab"] = 1
m.update({"C": 2})
print(m["AB"], "aB" in m, list(m.items()), m.get("zz", 0), m.pop("c"), len(m), dict(m))
d = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(d["a"], d["b"], sorted(d), len(d), d)
d["b"] = 9
print(d.maps, d.new_child({"z": 0})["z"], Counter("aab"))


class Readings(Sequence):
    def __init__(self, *values): self.values = values
    def __len__(self): return len(self.values)
    def __getitem__(self, i): return self.values[i]


readings = Readings("a", 2.5, 0, None, 2.5)
print(2.5 in readings, readings.index(2.5), readings.count(2.5), None in readings, 7 in readings, readings.count(0.0))
