class Box:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"Box({self.value!r})"

    def __str__(self):
        return f"[{self.value}]"

    def __format__(self, spec):
        return f"<{self.value:{spec}}>" if spec else str(self)


b = Box("it's")
print(b, repr(b), [b], {"k": b}, (b,), f"{b}", f"{b!r}", f"{b:>6}", str(b) + "!")
print(str([1, "a", None, True, 2.0, (1,), {}]), repr("a\\b\n"), str({"x": ["y"]}))
print([[]], [()], {(): {}}, [None], ("a", "b"), [""])
print(str(1e22), str(1e21), str(123456789012345.6), repr(0.1), 1e-7, 100000.0, 1234567.0)
