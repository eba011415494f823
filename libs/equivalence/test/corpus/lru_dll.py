class DLNode:
    def __init__(self, key=0, val=0):
        self.key, self.val = key, val
        self.prev = self.next = None

class LRUCache:
    def __init__(self, cap):
        self.cap = cap
        self.map = {}
        self.head, self.tail = DLNode(), DLNode()
        self.head.next = self.tail
        self.tail.prev = self.head

    def _remove(self, node):
        p, n = node.prev, node.next
        p.next, n.prev = n, p

    def _add(self, node):
        p = self.tail.prev
        p.next = node
        node.prev = p
        node.next = self.tail
        self.tail.prev = node

    def get(self, key):
        if key not in self.map:
            return -1
        n = self.map[key]
        self._remove(n)
        self._add(n)
        return n.val

    def put(self, key, value):
        if key in self.map:
            self._remove(self.map[key])
        n = DLNode(key, value)
        self._add(n)
        self.map[key] = n
        if len(self.map) > self.cap:
            lru = self.head.next
            self._remove(lru)
            del self.map[lru.key]

    def items(self):
        cur = self.head.next
        while cur is not self.tail:
            yield cur.key, cur.val
            cur = cur.next

c = LRUCache(2)
ops = [("put", 1, 1), ("put", 2, 2), ("get", 1), ("put", 3, 3), ("get", 2), ("put", 4, 4), ("get", 1), ("get", 3), ("get", 4)]
out = []
for op, *args in ops:
    r = getattr(c, op)(*args) if False else (c.put(*args) if op == "put" else c.get(*args))
    out.append(r)
print(out)
print(list(c.items()), dict(c.items()))
