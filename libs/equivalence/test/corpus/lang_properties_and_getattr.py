class Box:
    def __init__(self, n):
        self.n = n

    def __getattr__(self, name):
        if name.startswith("dyn") or name == "half":
            return name + "!"
        raise AttributeError(name)

    @property
    def size(self):
        return self._size

    @property
    def double(self):
        if self.n > 1:
            raise AttributeError("too big")
        if self.n < 0:
            raise ValueError("too small")
        return self.n * 2

    @property
    def half(self):
        raise AttributeError("never")

    def area(self):
        try:
            return self.size
        except AttributeError as error:
            return repr(error)


for n in (1, 2, -1):
    box = Box(n)
    for ask in (lambda: box.size, lambda: box.double, lambda: box.half, lambda: box.dynamo, box.area):
        try:
            print(ask())
        except (AttributeError, ValueError) as error:
            print(type(error).__name__, error)
    print(hasattr(box, "size"), getattr(box, "size", "none"))
    try:
        print(getattr(box, "double", "none"))
    except ValueError as error:
        print(error)
box._size = 4
print(box.size, hasattr(box, "size"))
