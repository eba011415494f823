"""Context managers that derive from the abstract one."""

import contextlib
from contextlib import AbstractContextManager


class A(AbstractContextManager):
    def __init__(self): self.n = 0
    def __exit__(self, kind, value, tb):
        self.n += 1
        return kind is ValueError
class B(AbstractContextManager):
    def __enter__(self): return "b"
    def __exit__(self, *exc):
        super().__exit__(*exc)
        print("exit", exc[0])
class C(AbstractContextManager): pass
with A() as a:
    print(a.n)
    raise ValueError
print(a.n)
with B() as b: print(b)
try:
    C()
except TypeError as e:
    print(e)
class D(contextlib.AbstractContextManager):
    def __exit__(self, *exc): return None
with D() as d: print(type(d).__name__, D.__name__)
with B():
    raise KeyError(1)
