from typing import Optional
class Node:
    def __init__(self, val, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
def insert(root: Optional["Node"], v) -> "Node":
    if root is None:
        return Node(v)
    if v < root.val:
        root.left = insert(root.left, v)
    else:
        root.right = insert(root.right, v)
    return root
def inorder(r):
    return inorder(r.left) + [r.val] + inorder(r.right) if r else []
def height(r):
    if not r:
        return 0
    return 1 + max(height(r.left), height(r.right))
root = None
for v in [5, 2, 8, 1, 9, 3]:
    root = insert(root, v)
print(inorder(root), height(root))
def bfs(r):
    out, q = [], [r]
    while q:
        n = q.pop(0)
        if n:
            out.append(n.val)
            q += [n.left, n.right]
    return out
print(bfs(root))
class LL:
    class Item:
        def __init__(self, data):
            self.data = data
            self.next = None
    def __init__(self):
        self.head = None
        self.size = 0
    def add(self, d):
        it = LL.Item(d)
        it.next = self.head
        self.head = it
        self.size += 1
    def reverse(self):
        prev, cur = None, self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
    def __iter__(self):
        cur = self.head
        while cur:
            yield cur.data
            cur = cur.next
l = LL()
for c in "abc":
    l.add(c)
print(list(l)); l.reverse(); print(list(l), l.size)
nested = (1, (2, (3, None)))
def depth(t):
    return 0 if t is None else 1 + depth(t[1])
print(depth(nested))
