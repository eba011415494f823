class LRU:
    def __init__(self, n):
        self.n = n
        self.d = {}
    def get(self, k):
        try:
            v = self.d.pop(k)
            self.d[k] = v
            return v
        except KeyError:
            return None
    def put(self, k, v):
        self.d.pop(k, None)
        self.d[k] = v
        while len(self.d) > self.n:
            oldest = next(iter(self.d))
            del self.d[oldest]
l = LRU(2)
for k, v in [("a", 1), ("b", 2), ("a", 3), ("c", 4)]:
    l.put(k, v)
    print(l.d)
print(l.get("b"), l.get("a"), l.d)
