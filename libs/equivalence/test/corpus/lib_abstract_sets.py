"""Classes that derive from Set and MutableSet have the operators of sets; keys of mappings are sets as well."""
from collections import UserDict
from collections.abc import Collection, MutableSet, Set


class Bits(Set):
    def __init__(self, items):
        self.items = []
        for item in items:
            if item not in self.items:
                self.items.append(item)

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, item):
        return item in self.items

    def __len__(self):
        return len(self.items)


a, b = Bits("abc"), Bits("bcd")
print(list(a & b), list(a | b), list(a - b), list(a ^ b))
print(a <= b, a < a, a >= Bits("ac"), a > Bits("ac"), a == Bits("cba"), a != b, a.isdisjoint(b), a.isdisjoint("xyz"))


class Ordered(MutableSet):
    def __init__(self, items=()):
        self.entries = {}
        self |= items

    def __contains__(self, item):
        return item in self.entries

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)

    def add(self, item):
        self.entries[item] = None

    def discard(self, item):
        self.entries.pop(item, None)

    def __repr__(self):
        return f"Ordered({list(self)})"


s, t = Ordered([3, 1, 2]), Ordered([5, 1])
print(s | t, s & t, s - t, s ^ t, s == {1, 2, 3}, {1, 5} == t, s & {1, 2}, t | {9})
s |= [7, 8]
s -= t
print(s)
s &= Ordered([2, 8, 9])
print(s, s.pop(), s)
try:
    s.remove(4)
except KeyError as error:
    print("KeyError", error)
s.clear()
try:
    s.pop()
except KeyError:
    print("empty", len(s))
print(isinstance(s, Set), isinstance(s, MutableSet), isinstance(a, MutableSet), isinstance(a, Collection))
held = UserDict(red=5, blue=6)
print(isinstance(held.keys(), Set), isinstance(held.items(), Set), isinstance(held.values(), Set))
print(sorted(held.keys() | {"orange"}), held.keys() & {"red"}, held.keys() == {"red", "blue"})
