"""Dictionaries take over the entries of objects that have keys and __getitem__ of their own."""
from collections import ChainMap, OrderedDict, UserDict, defaultdict


class Rows:
    def __init__(self, names):
        self.names = names

    def keys(self):
        return iter(self.names)

    def __getitem__(self, name):
        if name == "bad":
            raise LookupError(name)
        return name * 2


plain = {"a": "old", "z": "kept"}
plain.update(Rows("ab"))
print(plain)
plain |= Rows("c")
print(plain)
plain.update(Rows("d"), e="named")
print(plain)
print(OrderedDict(Rows("xy")), dict(Rows("pq")))
counted = defaultdict(str, Rows("k"))
counted.update(Rows("lm"))
print(counted)
own = UserDict()
own.update(Rows("uv"))
print(own)
try:
    plain.update(Rows(["f", "bad", "g"]))
except LookupError as error:
    print("LookupError", error)
print(list(plain))


class Counting(UserDict):
    def __init__(self, *args, **named):
        self.asked = 0
        super().__init__(*args, **named)

    def __getitem__(self, key):
        self.asked += 1
        return super().__getitem__(key)


counting = Counting(a=1, b=2)
chain = ChainMap({"c": 3}, counting)
print(sorted(chain), len(chain), counting.asked, chain["a"], counting.asked)


def head(first, second=2, /, third=3, **more):
    return first, second, third, more


entries = {"first": 1, "third": 7, "last": 8}
print(head(0, **entries), head(5, 6, **entries))
try:
    head(1, 2, 3, **entries)
except TypeError as error:
    print(error)
for name in ("self", "items", "other"):
    own = UserDict()
    own.update({name: 1, "kept": 2}, **{name: 3})
    print(own)
