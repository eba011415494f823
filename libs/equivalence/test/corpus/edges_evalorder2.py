log = []
def t(x):
    log.append(x)
    return x
class A:
    def __init__(self): self.v = {}
    def __setitem__(self, k, v): log.append(("set", k, v))
    def __getitem__(self, k): log.append(("get", k)); return 10
a = A()
a[t("i")] = t("v")
a[t("j")] += t(5)
print(log); log.clear()
x = [t(1), t(2)][t(0)]
print(x, log); log.clear()
def f(*a, **k): return len(a) + len(k)
f(t(1), *[t(2), t(3)], k=t(4), **{"z": t(5)})
print(log); log.clear()
t(1) < t(3) < t(2) < t(0)
print(log); log.clear()
r = t(0) or t("") or t("x") or t("y")
print(r, log); log.clear()
r = t(1) and t([]) and t(2)
print(r, log); log.clear()
d = {t("k1"): t("v1"), t("k2"): t("v2")}
print(log); log.clear()
l = [0, 1, 2]
i = 0
i = l[i] = 2
print(i, l)
l = [0, 1, 2]
j = 0
l[j], j = 5, 1
print(l, j)
a1, b1 = 1, 2
a1, b1 = b1, a1 + b1
print(a1, b1)
print(t("a") if t(0) else t("b"), log); log.clear()
s = "x"
s2 = f"{t(1)}{t(2)!r:>{t(4)}}"
print(s2, log); log.clear()
assert t(True), t("never")
print(log); log.clear()
n = 5
n -= (n := 2)
print(n)
w = [y := 3, y ** 2, y + 1]
print(w, y)
k = [1, 2, 3]
k[0], k[1], k[2] = k[2], k[0], k[1]
print(k)
def g():
    log.append("g")
    return [1, 2, 3]
for v in g():
    g_len = len(log)
print(log, g_len)
del d[t("k1")]
print(d)
print((lambda q=t("dflt"): q)(), log)
