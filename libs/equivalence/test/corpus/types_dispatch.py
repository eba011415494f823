from dataclasses import dataclass


@dataclass
class Num:
    value: float


@dataclass
class Add:
    left: object
    right: object


class Odd:
    pass


class Visitor:
    """What is done with an object is looked up by its type."""

    def __init__(self):
        self.table = {Num: self.num, Add: self.add, int: lambda n: n}
        self.seen = {}

    def num(self, node):
        return node.value

    def add(self, node):
        return self.visit(node.left) + self.visit(node.right)

    def visit(self, node):
        self.seen[type(node)] = self.seen.get(type(node), 0) + 1
        try:
            work = self.table[type(node)]
        except KeyError as error:
            return f"no way for {error}"
        return work(node)


visitor = Visitor()
print(visitor.visit(Add(Num(1), Add(Num(2.5), 4))), visitor.visit(Odd()), visitor.visit("s"))
print([(kind.__name__, count) for kind, count in visitor.seen.items()], visitor.seen[Num], visitor.seen.get(Odd))

NAMES = {Num: "number", Add: "sum"}
for thing in (Num(1), Add(1, 2), Odd()):
    kind = type(thing)
    print(NAMES.get(kind, "?"), kind in NAMES, NAMES.get(thing.__class__), kind.__name__)
for missing in (lambda: NAMES[Odd], lambda: NAMES[type(Odd())], lambda: NAMES[Num]):
    try:
        print(missing())
    except KeyError as error:
        print("KeyError", error)
del NAMES[type(Num(0))]
print(NAMES, NAMES.pop(Add), len(NAMES))
