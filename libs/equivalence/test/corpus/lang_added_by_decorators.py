def add_repr(cls):
    def __repr__(self):
        attrs = ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items())
        return f"{cls.__name__}({attrs})"
    cls.__repr__ = __repr__
    return cls
@add_repr
class Pt:
    def __init__(self, x): self.x = x
@add_repr
class Q:
    def __init__(self, x, y): self.x = x; self.y = y
print(Pt(3), [Pt(4)], Q(1, "a"))
def auto_str(cls):
    orig = cls.__init__
    def __init__(self, *args):
        print("creating", cls.__name__)
        orig(self, *args)
    cls.__init__ = __init__
    return cls
@auto_str
class Made:
    def __init__(self, x): self.x = x
print(Made(3).x)
import functools
def logged(prefix):
    def deco(cls):
        old = cls.run
        @functools.wraps(old)
        def run(self, *args, **kw):
            print(prefix, cls.__name__, args, kw)
            return old(self, *args, **kw)
        cls.run = run
        cls.prefix = prefix
        print("decorated", cls.__name__)
        return cls
    return deco
@logged("LOG")
class Job:
    def __init__(self, n): self.n = n
    def run(self, k, m=1):
        "runs"
        return self.n * k * m
j = Job(3)
print(j.run(4), j.run(2, m=5), Job.prefix, Job.run.__doc__, Job.run.__name__)
try:
    j.run()
except TypeError as e:
    print(e)
