"""What is asked of a class, or of a value's class, works the value out."""

log = []
class C:
    n = 0
    lst = []
    @classmethod
    def cm(cls): return 5
    @staticmethod
    def sm(x): return x
def c():
    log.append("c()")
    return C
def rhs(x):
    log.append(("rhs", x))
    return x
print(c().n, c().cm(), c().sm(rhs(1)), c().lst, log); log.clear()
c().n += rhs(5)
c().lst.append(rhs(1))
c().lst += [rhs(2)]
print(log, C.n, C.lst); log.clear()
print(c()().n, isinstance(C(), c()), log); log.clear()
print(type(c()()).n, c().__name__, log)
log.clear()
def inst():
    log.append("inst")
    return C()
print(inst().cm(), inst().sm(rhs(3)), inst().n, log); log.clear()
inst().__class__
type(inst()).n = rhs(9)
print(log, C.n)
class E:
    n = 0
    def m(self): return 1
class F(E): pass
def inst():
    log.append("inst")
    return E()
def some(x):
    log.append("some")
    return E() if x else F()
print(inst().__class__.__name__, type(inst()).__name__, inst().__class__.n, type(inst()).n, log); log.clear()
inst().__class__; type(inst()); inst().n; inst().m; type(inst()).n
print(log); log.clear()
x = inst().__class__; y = type(inst()); print(log, x is y, x().n); log.clear()
print(some(1).__class__ is E, type(some(0)) is F, type(some(0)).__name__, some(0).__class__.__name__, isinstance(inst(), E), isinstance(inst(), object), isinstance(some(0), F), issubclass(type(inst()), E), type(inst()) == E, log); log.clear()
inst().__class__.n = 7
inst().__class__().n = 8
print(inst().__class__().n, E.n, log, callable(inst()), hasattr(inst(), "n"), hasattr(inst(), "zz"), getattr(inst(), "n"), getattr(inst(), "q", log.append("dflt")), inst().__module__, inst() is None, inst() is not None, inst() == None, bool(inst()), not inst(), len([inst()]), log)
log.clear()
def num(): log.append("num"); return 5
num().real; num().imag; num().numerator; num().denominator; num().__class__;
print(num().__class__.__name__, type(num()) is int, num() is None, isinstance(num(), int), isinstance(num(), (str, bytes)), num() and 0, num() or 1, num() == "a", num() in (), num() in [], num() * 0, [num()] * 0, {num(): 1} and 1, type(num()), num() if True else 0, log); log.clear()
def s(): log.append("s"); return "abc"
s().upper; s()[:]; s() * 0; s() + ""; len(s()); s() in ""; s() == s(); f"{s():>{num()}}"; s()[0:0]; s() and None; s().__len__(); [s() for _ in ()]; (s() for _ in s()); lambda: s(); s() if s() else s(); s(), num(); [s(), num()]; {s(): num()}; {*s()}; not s(); -num(); +num(); ~num(); num() < num() < 3; s() != num()
print(log)
