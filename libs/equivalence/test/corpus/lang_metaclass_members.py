"""What classes have of their metaclasses beside what they have themselves."""

class MA(type):
    @property
    def tag(cls): return "meta"
class AA(metaclass=MA):
    tag = "own"
print(AA.tag, AA().tag)


class MB(type):
    def hello(cls): return "meta " + cls.__name__
class AB(metaclass=MB):
    @classmethod
    def hello(cls): return "cls"
class BB(AB): pass
class CB(metaclass=MB):
    def go(self): return type(self).hello()
    @classmethod
    def make(cls): return cls()
    def clone(self): return self.__class__()
print(AB.hello(), BB.hello(), CB().go(), CB.make().clone().go())


class MetaC(type):
    seen = []
    def __new__(mcs, name, bases, ns):
        mcs.seen.append((name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("_"))))
        return super().__new__(mcs, name, bases, ns)
class SubC(MetaC):
    def __call__(cls, *a):
        print("making", cls.__name__)
        return super().__call__(*a)
class AC(metaclass=MetaC):
    x = 1
    def f(self): pass
class BC(AC, metaclass=SubC):
    y = 2
class CC(BC): pass
print(MetaC.seen, BC() is BC(), isinstance(CC, SubC), isinstance(AC, SubC), type(CC).__name__)
