import functools
class A:
    n = 0
    @functools.cached_property
    def v(self): A.n += 1; return A.n
a = A(); a.v = 10; print(a.v, A().v)
