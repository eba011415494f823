"""What a defaultdict shows of its factory, where that is a class."""

from collections import defaultdict
class Node:
    def __repr__(self): return "N"
d = defaultdict(Node)
d[1]
print(d, defaultdict(frozenset), defaultdict(int, a=1), d.copy(), {"x": d})
print(defaultdict(int), defaultdict(list))
