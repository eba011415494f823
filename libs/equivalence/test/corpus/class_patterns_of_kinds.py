"""Class patterns over a class and those that derive from it, whose attributes are of other kinds or not there."""


class Node:
    __match_args__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"{type(self).__name__}({self.x!r}, {self.y!r})"


class Leaf(Node):
    pass


class Twig(Node):
    def __init__(self, x, z):
        super().__init__(x)
        self.z = z


class Stone:
    def __init__(self, weight):
        self.weight = weight


def told(v):
    match v:
        case Node(x=[first, *_]) | Leaf(x=(first, _)):
            return ("row", first)
        case Node(1, y):
            return ("one", y)
        case Node(x=str(text)) if len(text) > 1:
            return ("text", text)
        case Node(z=z, x=x):
            return ("twig", z, x)
        case Stone(weight=int(w)) | Stone(weight=float(w)):
            return ("stone", w)
        case Node(x=x, y=0 | None):
            return ("node", x)
        case Node():
            return ("other node", v.y)
    return None


for each in [Node(1), Leaf([1, 2]), Node("ab"), -2, Leaf(1.0), Leaf((3, 4), 5), Node(1, False), Twig("c", [0])]:
    print(each, told(each))
for each in [Twig(1, 2), Twig([], None), Stone(3), Stone(2.5), Stone("x"), Node(None, None), Node({}, 2), None, "text"]:
    print(told(each))


def sizes(v):
    match v:
        case Stone(weight=w) | Node(weight=w):
            return w
        case Node(z=w) | Leaf(y=w):
            return [w]


print([sizes(v) for v in [Stone(1), Twig(2, 3), Leaf(4, 5), Node(6), 7]])
