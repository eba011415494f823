"""Slices that are values: handed to __getitem__, kept, asked for their bounds."""
from collections import namedtuple
from typing import NamedTuple


class Poly:
    def __init__(self, items):
        self.items = list(items)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Poly(self.items[index])
        if index >= len(self.items):
            raise IndexError("poly index out of range")
        return self.items[index]

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"Poly({self.items})"


class Text:
    def __init__(self, text):
        self.text = text

    def __getitem__(self, key):
        return self.text[key]


class Steps:
    def __getitem__(self, key):
        if isinstance(key, slice):
            return [key.start, key.stop, key.step]
        return [key]


class Window:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, key: slice):
        start, stop, step = key.indices(self.n)
        return list(range(start, stop, step))


class Version(NamedTuple):
    major: int
    minor: int = 0


Pt = namedtuple("Pt", "x y", defaults=[0])

p = Poly([1, 2, 3, 4, 5])
print(p[0], p[-1], p[1:3], p[::-1], p[:], len(p[2:]))
try:
    p[9]
except IndexError as e:
    print(e)
t = Text("hello world")
print(t[0], t[:5], t[-5:], t[::2])
print(Steps()[1:2], Steps()[::3], Steps()[4], Steps()[:])
print(Window(10)[2:8:3], Window(10)[::-1], Window(5)[-3:], Window(3)[5:9])
middle = slice(1, -1)
print("abcdef"[middle], [1, 2, 3, 4][middle], (1, 2, 3, 4)[middle], middle, slice(3), slice(None, None, 2) == slice(None, None, 2))
parts = {"name": slice(0, 5), "age": slice(5, 8)}
row = "Alice042"
print({k: row[s] for k, s in parts.items()}, middle.start, middle.stop, middle.step, isinstance(middle, slice), isinstance(3, slice))
try:
    print(slice(1, 5, 0).indices(3))
except ValueError as e:
    print(e)
print(Version(1, 2) < Version(1, 10), Version(2) >= Version(1, 9), Pt(1) < Pt(1, 1), Pt(1, 5) <= Pt(1, 5), max(Version(1), Version(0, 9)))
table = str.maketrans({"a": "1", "b": None, "c": "xyz"})
print("abcabc".translate(table), "aXb".translate(str.maketrans({"X": "-"})))
