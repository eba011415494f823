import sys
if len(sys.argv) > 0:
    class Impl:
        name = "big"
        def __init__(self, v=1): self.v = v
        def go(self): return "big impl"
        def same(self): return Impl(self.v + 1)
elif len(sys.argv) > 5:
    class Impl:
        name = "small"
        def __init__(self, v=1): self.v = v
        def go(self): return "small impl"
        def same(self): return Impl(self.v + 2)
else:
    class Impl:
        name = "none"
        def __init__(self, v=1): self.v = v
        def go(self): return "none impl"
        def same(self): return Impl(self.v + 2)
print(Impl().go(), Impl.name, Impl(3).v, Impl.__name__)
print(isinstance(Impl(), Impl), Impl().same().v)
try:
    Impl(1, 2)
except TypeError as e:
    print(e)
