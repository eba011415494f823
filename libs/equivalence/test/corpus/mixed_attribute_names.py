"""Attributes by a name that stands among other kinds of values."""


class Cache:
    limit = 3

    def __init__(self):
        self.held = {}

    def put(self, key, value):
        self.held[key] = value
        return None

    def get(self, key):
        return self.held.get(key, -1)

    def size(self):
        return len(self.held)


cache = Cache()
steps = [("put", 1, 10), ("get", 1), ("get", 2), (5,), ("size",), (None, 2), ("clear", 1), (2.5,), ([],)]
for name, *rest in steps:
    try:
        print(getattr(cache, name)(*rest))
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
    try:
        print(hasattr(cache, name))
    except TypeError as e:
        print(e)
for key, value in [("limit", 4), (5, 6)]:
    try:
        setattr(cache, key, value)
    except TypeError as e:
        print(e)
print(cache.limit, Cache.limit)
for row in [["limit", 7], ["missing", 8]]:
    print(getattr(cache, row[0], row[1]))
names = ["Cache", "put", "get", "size"]
given = [[], [1, 5], [1], []]
made, out = None, []
for name, args in zip(names, given):
    if name == "Cache":
        made = Cache()
        out.append(None)
    else:
        out.append(getattr(made, name)(*args))
print(out)
