"""Augmented assignments of what their own value binds anew."""

class A:
    def __init__(self): self.n = 0; self.l = [1]; self.s = "a"; self.d = {"k": 1}
    def step(self): self.n += 10; return 1
    def more(self): self.l = [9]; return [2]
    def text(self): self.s = "zz"; return "b"
    def run(self):
        self.n += self.step()
        self.l += self.more()
        self.s += self.text()
        return self.n, self.l, self.s
print(A().run())
a = A()
a.n -= a.step(); a.l *= len(a.more()); a.s *= len(a.text())
print(a.n, a.l, a.s)
n = 0
def stepn():
    global n
    n += 10
    return 1
n += stepn(); print(n)
n = n + stepn(); print(n)
n -= stepn() * n; print(n)
s = "a"
def steps():
    global s
    s = "zz"
    return "b"
s += steps(); print(s)
def loc():
    k = 0; l = [1]; t = (1,)
    def step():
        nonlocal k, l, t
        k += 10; l = [9]; t = (5, 5)
        return 1
    k += step(); print(k)
    l += [step()]; print(l)
    t += (step(),); print(t)
    k |= step(); l *= step() + 1; print(k, l)
loc()
lst = [1]
def stepl():
    global lst
    lst = [0, 0]
    return [3]
lst += stepl(); print(lst)
d = {"a": [1], "n": 1}
def stepd(): d["n"] = 100; d["a"] = [7]; return 1
d["n"] += stepd(); d["a"] += [stepd()]; print(d)
st = {1}
def stepst():
    global st
    st = {5}
    return {2}
st |= stepst(); print(st)
print(type(stepn()) is int, n, type(stepn()).__name__, n, isinstance(stepn(), int), n, isinstance(3, int), n, type(stepn()) == type(stepn()), n)
print(bool(stepn()) or 1, n, stepn() is None, n, stepn() and None, n, None if stepn() else 1, n, len([stepn()]), n, len((stepn(), 1)), n, callable(stepn()), n, hasattr(a, "n") and hasattr(stepn(), "zz"), n)
