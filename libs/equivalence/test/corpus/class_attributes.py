class Counter:
    created = 0
    limit: int = 3

    def __init__(self, name):
        Counter.created += 1
        self.name = name
        self.hits = 0

    def hit(self):
        if self.hits >= self.limit:
            return False
        self.hits += 1
        return True

    @classmethod
    def report(cls):
        return f"{cls.__name__}: {cls.created}"


a, b = Counter("a"), Counter("b")
print([a.hit() for _ in range(5)], a.hits, b.hits)
print(Counter.report(), Counter.limit, a.limit)
