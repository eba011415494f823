class TreeNode:
    def __init__(self, value, children=None):
        self.value = value
        self.children = children if children is not None else []
        self.parent = None
        for c in self.children:
            c.parent = self
    def add(self, value):
        n = TreeNode(value)
        n.parent = self
        self.children.append(n)
        return n
    def depth(self):
        d, n = 0, self
        while n.parent:
            d += 1
            n = n.parent
        return d
    def walk(self):
        yield self
        for c in self.children:
            yield from c.walk()
    def path(self):
        return ([] if self.parent is None else self.parent.path()) + [self.value]
    def find(self, pred):
        for n in self.walk():
            if pred(n):
                return n
        return None
    def __str__(self, level=0):
        out = "  " * level + str(self.value) + "\n"
        for c in self.children:
            out += c.__str__(level + 1)
        return out
root = TreeNode("root", [TreeNode("a", [TreeNode("a1"), TreeNode("a2")]), TreeNode("b")])
root.children[1].add("b1").add("deep")
print(root, end="")
print([n.value for n in root.walk()], max(n.depth() for n in root.walk()))
x = root.find(lambda n: n.value.startswith("de"))
print(x.path(), x.depth(), root.find(lambda n: n.value == "zzz"))
leaves = [n.value for n in root.walk() if not n.children]
print(leaves, sum(1 for _ in root.walk()))
def invert(t):
    return None if t is None else (t[0], invert(t[2]), invert(t[1]))
print(invert((1, (2, None, None), (3, (4, None, None), None))))
def tree_sum(t):
    if not t: return 0
    v, l, r = t
    return v + tree_sum(l) + tree_sum(r)
print(tree_sum((1, (2, None, None), (3, (4, None, None), None))))
