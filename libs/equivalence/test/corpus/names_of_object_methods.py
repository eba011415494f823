"""Methods with the names that objects have in the runtime."""

class G:
    def __init__(self): self.h = 1
    def new(self): return self
    def blank(self): return 2
    def fmt(self): return 3
    def clone(self): return G()
    def eq(self, o): return self.h == o
    def hash(self): return 4
    def drop(self): return 5
    def borrow(self): return 6
    def into(self): return 7
    def ne(self): return 8
    def cmp(self): return 9
    def to_string(self): return "x"
    def show(self): return 1
    def type_name(self): return "t"
    def default(self): return 1
    def get(self): return 1
    def set(self, v): self.h = v
    def iter(self): return 1
    def next(self): return 1
    def show_to(self): return 1
    def repr_to(self): return 1
    def py_eq(self): return 1
    def as_ref(self): return 1
    def deref(self): return 1
    def type_id(self): return 1
    def copy(self): return 1
g = G()
for name, v in (("a", g.new().h), ("b", g.blank()), ("c", g.fmt()), ("d", g.clone().h), ("e", g.eq(1)), ("f", g.hash()), ("g", g.drop()), ("h", g.borrow()), ("i", g.into()), ("j", g.ne()), ("k", g.cmp()), ("l", g.to_string()), ("m", g.show()), ("n", g.type_name()), ("o", g.default()), ("p", g.get()), ("q", g.set(4)), ("r", g.iter()), ("s", g.next()), ("t", g.show_to()), ("u", g.repr_to()), ("v", g.py_eq()), ("w", g.as_ref()), ("x", g.deref()), ("y", g.type_id()), ("z", g.copy())):
    print(name, v)
class H:
    def new(self): return self
    def make(self): return H()
print(H().new().make() is None)
