class HashMap:
    def __init__(self, capacity=4):
        self.buckets = [[] for _ in range(capacity)]
        self.size = 0

    def _bucket(self, key):
        total = 7
        for ch in key:
            total = (total * 31 + ord(ch)) & 0xFFFFFFFF
        return self.buckets[total % len(self.buckets)]

    def put(self, key, value):
        bucket = self._bucket(key)
        for i, (k, _) in enumerate(bucket):
            if k == key:
                bucket[i] = (key, value)
                return
        bucket.append((key, value))
        self.size += 1
        if self.size > len(self.buckets):
            self._grow()

    def _grow(self):
        old = [pair for bucket in self.buckets for pair in bucket]
        self.buckets = [[] for _ in range(len(self.buckets) * 2)]
        self.size = 0
        for k, v in old:
            self.put(k, v)

    def get(self, key, default=None):
        for k, v in self._bucket(key):
            if k == key:
                return v
        return default


m = HashMap()
for i, word in enumerate("one two three four five six one".split()):
    m.put(word, i)
print(m.get("one"), m.get("five"), m.get("nine"), m.get("nine", -1), m.size, len(m.buckets))
