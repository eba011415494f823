"""Exceptions that are shown by methods of their own classes."""

class Detailed(Exception):
    def __init__(self, m, **d):
        super().__init__(m)
        self.d = d
    def to_dict(self): return {"m": str(self), "f": f"{self}", "r": repr(self), "p": "%s" % self, "args": self.args}
    def show(self): print(self, [self])
try: raise Detailed("x", a=1)
except Detailed as e:
    print(e.to_dict()); e.show()
class Shown(Detailed):
    def __repr__(self): return "Shown-repr"
class Worded(Detailed):
    def __str__(self): return "Worded-str"
for c in (Shown, Worded):
    try: raise c("y")
    except Detailed as e: print(e.to_dict()); e.show()
class Keyed(KeyError):
    def m(self): return str(self) + "|" + repr(self)
print(Keyed("k").m(), Keyed().m(), Keyed("a", 2).m())
class Systems(OSError):
    def m(self): return str(self) + "|" + repr(self)
print(Systems("k").m(), Systems(2, "no").m())
class Early(Exception):
    def __init__(self, a):
        self.a = a
        super().__init__(a, "more")
        print(str(self), repr(self))
    def m(self): return str(self)
print(Early(1).m())
class Kept(Exception):
    def __init__(self, a): self.a = a
    def m(self): return str(self) + repr(self)
print(Kept("q").m(), Kept(5).m())
