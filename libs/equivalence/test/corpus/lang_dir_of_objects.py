class Base:
    kind = "base"
    def __init__(self, x):
        self.x = x
        self._hidden = 1
    def go(self): return "go"
    def test_one(self): return "one"
    @property
    def double(self): return self.x * 2
    @staticmethod
    def make(): return Base(1)
class Sub(Base):
    level: int = 3
    def test_two(self): return "two"
    def extra(self):
        self.late = 5
    def __eq__(self, other): return True
b, s = Base(1), Sub(2)
print(dir(b))
print(dir(Base))
print([n for n in dir(s) if not n.startswith("__")])
s.extra()
print([n for n in dir(s) if not n.startswith("_")], len(dir(s)), len(dir(Sub)))
print(dir(Sub))
class Case:
    def run(self):
        return [getattr(self, n)() for n in dir(self) if n.startswith("test_")]
    @classmethod
    def tests(cls):
        return [n for n in dir(cls) if n.startswith("test")]
class Mine(Case):
    def test_b(self): return "b"
    def test_a(self): return "a"
print(Mine().run(), Mine.tests(), Case.tests(), "go" in dir(b), "nope" in dir(b))
print([m for m in dir(b) if not m.startswith("_") and callable(getattr(b, m))])
