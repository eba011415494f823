class W:
    def f2(self, x):
        return x + 2
w = W()
w.f2 = lambda x: x + 100
print(w.f2(1), W().f2(1))
