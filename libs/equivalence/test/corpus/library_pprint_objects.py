"""pprint of objects that show themselves, in lists, dictionaries, sets and in one another's words."""
from pprint import pformat, pprint


class Node:
    def __init__(self, label, left=None, right=None):
        self.label = label
        self.left = left
        self.right = right

    def __repr__(self):
        if self.left is None and self.right is None:
            return f"'{self.label}'"
        return pformat({f"{self.label}": (self.left, self.right)}, indent=1)


class Odd:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class Plain:
    def __init__(self, items):
        self.items = items

    def __str__(self):
        return "plain"

    def __repr__(self):
        return f"Plain({self.items!r})"


tree = Node(5, Node(3, Node(1), Node(4)), Node(8))
print(tree)
pprint(tree)
pprint([Node(i) for i in range(3)])
deep = Node("a long label of the root", Node("another label", Node("leaf one"), Node("leaf two")), Node("the last"))
pprint(deep)
pprint([Odd("a, b"), Odd("]"), Odd("{'x': (1"), Odd("'"), Odd("")])
pprint({"k": Odd("x: y"), "a": [Odd("(")] * 3, "b": Plain([1, Odd("}"), "s"])}, width=20)
pprint((Odd("one"),), width=2)
pprint([Plain(list(range(30))), Plain({"deep": Plain([Odd("q")])})], width=40)
pprint({1: Plain([]), 2: None})
print(pformat([Odd("line\nline"), Odd("z")], width=10))
