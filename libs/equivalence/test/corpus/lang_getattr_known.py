class A:
    def go(self, n):
        m = getattr(self, "one", None)
        assert m is not None
        return n if n < 1 else self.go(n - 1)
    def one(self, x): return x
print(A().go(3))
