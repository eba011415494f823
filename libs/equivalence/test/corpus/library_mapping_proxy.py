import types
from collections.abc import Mapping
from types import MappingProxyType

SETTINGS = {"host": "here", "port": "80"}
read = MappingProxyType(SETTINGS)
print(read, repr(read), len(read), read["host"], "port" in read, "x" in read)
print(list(read), list(read.keys()), list(read.values()), list(read.items()))
print(read.get("host"), read.get("x"), read.get("x", "none"), dict(read), sorted(read))
SETTINGS["mode"] = "fast"
print(read["mode"], len(read), list(reversed(read)))
print(read == SETTINGS, read == {}, read == MappingProxyType(dict(SETTINGS)), read != SETTINGS)
print(isinstance(read, Mapping), isinstance(read, dict), bool(MappingProxyType({})))
copied = read.copy()
copied["host"] = "there"
print(read["host"], copied["host"], read | {"host": "new"})
for key in read:
    print(key, "=", read[key])
for key, value in read.items():
    print(key, value)
try:
    read["missing"]
except KeyError as error:
    print("KeyError", error)
try:
    read["host"] = "there"
except TypeError as error:
    print(error)
try:
    del read["host"]
except TypeError as error:
    print(error)


class Registry:
    def __init__(self):
        self._items = {}

    def add(self, name, size):
        self._items[name] = size

    @property
    def items(self):
        return types.MappingProxyType(self._items)


registry = Registry()
seen = registry.items
registry.add("a", 1)
registry.add("b", 2)
print(seen, sum(seen.values()), max(seen, key=seen.get), registry.items == seen)
seen["c"] = 3
