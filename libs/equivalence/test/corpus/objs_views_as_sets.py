"""Views of dictionaries as sets, whatever their values are."""

class P:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __hash__(self):
        return hash(self.v)

    def __repr__(self):
        return f"P{self.v}"


rows = {"a": (1, 2), "b": (3, 4)}
others = {"a": (1, 2), "b": (5, 6)}
print(rows.items() & others.items())
print(rows.items() - others.items())
print(sorted(rows.items() | others.items()))
print(sorted(rows.items() ^ others.items()))
print(rows.items() <= others.items(), rows.items() == others.items(), rows.items() > others.items())
print(rows.items() & {("a", (1, 2))}, {("b", (3, 4))} | rows.items() == rows.items(), rows.items().isdisjoint(others.items()))
print(rows.items() - [("a", (1, 2))])
points = {"a": P(1), "b": P(2)}
moved = {"a": P(1), "b": P(3)}
print(points.items() & moved.items(), points.items() - moved.items(), len(points.items() ^ moved.items()))
whole = {"a": 1, "b": 2}
parts = {"a": 1.0, "c": 2.0}
print(whole.items() & parts.items())
print(whole.items() == parts.items(), whole.items() - parts.items(), whole.items() <= parts.items())
mixed = {"a": "x", "b": "y", 3: None}
more = {"a": "x", "c": 2.0}
print(mixed.items() & more.items())
print(sorted(map(str, mixed.items() ^ more.items())))
print(mixed.keys() ^ more.keys() == {"b", 3, "c"})
left = {k: v for k, v in mixed.items() - more.items()}
print(sorted(left, key=str))
d = {"a": 1}
print(d.items() <= {("a", 1.0), ("b", 2.5)}, d.keys() == {"a"}, d.keys() >= set(), {}.keys() == d.keys(), d.keys() == {1}, d.keys() == {}.keys(), d.items() == set())
e = {1: 2, 3.5: 4}
f = {1.0: 2.0}
print(e.items() >= f.items(), e.keys() & f.keys(), f.keys() & e.keys(), e.keys() - f.keys(), f.items() & e.items(), e.keys() | {"q"} == {1, 3.5, "q"})
g = {1: (1, "x"), 9: (2, "y"), 17: (3, "z")}
h = {17: (3, "z"), 25: (1, "q"), 9: (2, "zz")}
print(g.items() ^ h.items() == {(9, (2, "y")), (1, (1, "x")), (25, (1, "q")), (9, (2, "zz"))})
i = {1: 1, 9: 9, 17: 17, 25: 25, 33: 33}
j = {9: 9, 41: 41, 17: 0}
print(i.keys() ^ j.keys(), i.items() ^ j.items(), j.items() ^ i.items(), i.items() - j.items(), i.items() | j.items(), i.items() & j.items())
