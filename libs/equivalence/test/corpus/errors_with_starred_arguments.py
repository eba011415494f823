"""Exceptions made with starred arguments, and with arguments by name that they do not take."""

class Coded(Exception):
    def __init__(self, m):
        super().__init__(m, code=1)
try: raise Coded("x")
except TypeError as e: print(e)
xs = ["a", 1]
try: raise ValueError(*xs)
except ValueError as e: print(e, e.args)
class Bare(Exception): pass
xs = ["a", 1]
try: raise Bare(*xs)
except Bare as e: print(e, e.args)
class Passing(Exception):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
try: raise Passing("x")
except Passing as e: print(e, e.args)
try: raise Passing("x", k=1)
except TypeError as e: print(e)
class Itemed(Exception):
    def __init__(self, items):
        Exception.__init__(self, *items)
try: raise Itemed(["x", "y"])
except Itemed as e: print(e, e.args)
class Meta(Exception):
    default = "dflt"
    def __init__(self, *args, hint=None):
        super().__init__(*args or (self.default,))
        self.hint = hint
try: raise Meta()
except Meta as e: print("Meta", e, repr(e), e.args, e.hint)
try: raise Meta("a", 1)
except Meta as e: print("Meta", e, repr(e), e.args, e.hint)
class E(Exception):
    def __init__(self, *parts):
        super().__init__("E:", *[str(p) for p in parts], len(parts))
try: raise E("x", 2, [3])
except E as e: print(e, e.args)
class F(E):
    def __init__(self, n): E.__init__(self, *range(n))
try: raise F(3)
except E as e: print(e, e.args)
class G(ValueError):
    def __init__(self, *a): ValueError.__init__(self, *a)
try: raise G("only")
except ValueError as e: print(e, e.args, repr(e))
print(repr(ValueError(*"ab")), repr(KeyError(*["k"])), ValueError(*[]).args)
def g():
    yield "p"
    yield "q"
try: raise RuntimeError("first", *g())
except RuntimeError as e: print(e)
