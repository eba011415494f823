class A:
    def go(self, n):
        m = getattr(self, "one", None)
        assert m is not None
        return n if n < 1 else self.go(n - 1)
    def one(self, x): return x
print(A().go(3))


class Noted:
    kind = "noted"

    def __init__(self):
        self.text = "words"


noted = Noted()
noted.more = [1]
delattr(noted, "more")
print(hasattr(noted, "more"), noted.text)
try:
    delattr(noted, "more")
except AttributeError as error:
    print(type(error).__name__)
if delattr(noted, "text") is None:
    print(hasattr(noted, "text"), noted.kind)
