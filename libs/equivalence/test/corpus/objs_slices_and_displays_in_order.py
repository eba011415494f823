"""Bounds of a slice that is changed in place are worked out once; keys are asked for their hash when all stand."""

log = []
def t(x):
    log.append(repr(x))
    return x
def u(x):
    log.append("f")
    return x
x = [1, 2, 3, 4, 5, 6]
x[t(0):t(1)] += t([9]); print(x, log); log.clear()
x[t(-2):] += [7]; x[:t(1)] *= t(2); x[t(0):t(6):t(2)] = t([0, 0, 0]); print(x, log); log.clear()
x[t(0)::t(4)] += t([]); print(x, log); log.clear()
x[1:2] += x; print(x)
def grow():
    x.append(0)
    return len(x)
x[grow():] += [grow()]; print(x)
b = bytearray(b"abc"); b[t(0):t(1)] += t(b"z"); print(b, log); log.clear()
try: x[t(0):t(2)] += t(5)
except TypeError as e: print(e, log); log.clear()
try: x[::t(2)] += t([1])
except ValueError as e: print(e, log); log.clear()
x[1:3] *= 0; print(x)
d = {"k": [1, 2, 3]}
d[t("k")][t(1):] += t("ab"); print(d, log); log.clear()
print(sorted(t([1, 2]), reverse=t(1), key=u(str)), log); log.clear()
x.sort(reverse=t(True), key=u(str)); print(x, log); log.clear()
x.sort(key=u(repr), reverse=t(False)); print(x, log); log.clear()
class O:
    def __init__(self, n): self.n = n
    def __hash__(self): log.append("hash " + self.n); return hash(self.n)
    def __eq__(self, o): log.append("eq"); return self.n == o.n
    def __repr__(self): return self.n
def o(n): log.append("o " + n); return O(n)
s = {o("a"), o("b"), o("a")}; print(len(s), log); log.clear()
d = {o("a"): t(1), o("b"): t(2), o("a"): t(3)}; print(d, log); log.clear()


s = {o(c) for c in "aba"}; d = {o(c): t(c) for c in "aba"}; print(len(s), log); log.clear()
try: {t(1): t(2), (t([]),): t(3), t(4): t(5)}
except TypeError as e: print(e, log); log.clear()
try: {t(1), (t([]),), t(4)}
except TypeError as e: print(e, log); log.clear()
