class BinarySearchTree:
    class Node:
        def __init__(self, key, parent=None):
            self.key, self.parent = key, parent
            self.left = self.right = None
    def __init__(self, *keys):
        self.root = None
        self.size = 0
        for k in keys:
            self.insert(k)
    def insert(self, key):
        if not self.root:
            self.root = self.Node(key)
        else:
            cur = self.root
            while True:
                if key == cur.key:
                    return False
                side = "left" if key < cur.key else "right"
                nxt = cur.left if side == "left" else cur.right
                if nxt is None:
                    node = self.Node(key, cur)
                    if side == "left":
                        cur.left = node
                    else:
                        cur.right = node
                    break
                cur = nxt
        self.size += 1
        return True
    def find(self, key):
        cur = self.root
        while cur is not None and cur.key != key:
            cur = cur.left if key < cur.key else cur.right
        return cur
    def _transplant(self, u, v):
        if u.parent is None:
            self.root = v
        elif u is u.parent.left:
            u.parent.left = v
        else:
            u.parent.right = v
        if v is not None:
            v.parent = u.parent
    def remove(self, key):
        z = self.find(key)
        if z is None:
            raise KeyError(key)
        if z.left is None:
            self._transplant(z, z.right)
        elif z.right is None:
            self._transplant(z, z.left)
        else:
            y = z.right
            while y.left:
                y = y.left
            if y.parent is not z:
                self._transplant(y, y.right)
                y.right = z.right
                y.right.parent = y
            self._transplant(z, y)
            y.left = z.left
            y.left.parent = y
        self.size -= 1
    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n.left)
                yield n.key
                yield from walk(n.right)
        return walk(self.root)
    def __contains__(self, key):
        return self.find(key) is not None
    def __len__(self):
        return self.size
    def levels(self):
        out, level = [], [self.root]
        while any(level):
            out.append([n.key if n else None for n in level])
            level = [c for n in level if n for c in (n.left, n.right)]
        return out
t = BinarySearchTree(8, 3, 10, 1, 6, 14, 4, 7, 13)
print(list(t), len(t), 6 in t, 5 in t)
print(t.levels())
for k in (3, 8, 14):
    t.remove(k)
    print(k, list(t), t.root.key)
try:
    t.remove(42)
except KeyError as e:
    print("no", e)
print(sum(t), min(t), sorted(t, reverse=True))
