"""Names that a call binds anew: what was read before it stays what it was."""

g = [1, 2, 3]
def reset():
    global g
    g = [9]
    return 0
print(g[reset()], g)
g = [1, 2, 3]
g[reset()] = 7
print(g)
g = [1, 2, 3]
g[1] += reset() + 10
print(g)
g = [1, 2]
for v in g:
    reset(); print(v)
g = [1, 2]
g.append(reset())
print(g)
g = [1, 2]
g.extend([reset(), g[0]])
print(g)
g = [4, 5]
print(g.index(reset() + 5) if 5 in g else None, g)
d = {"a": 1}
def resetd():
    global d
    d = {"z": 0}
    return "a"
print(d[resetd()], d); d = {"a": 1}
print(d.get(resetd(), "no"), d); d = {"a": 1}
d[resetd()] = 3; print(d); d = {"a": 1}
d[resetd()] += 3; print(d); d = {"a": 1}
print(d.pop(resetd()), d); d = {"a": 1}
print(resetd() in d, d); d = {"a": 1}
d.update({resetd(): d}); print(d); d = {"a": 1}
d.setdefault(resetd() + "x", 5); print(d); d = {"a": 1}
del d[resetd()]; print(d)
s = "abc"
def resets():
    global s
    s = "zz"
    return 1
print(s[resets()], s); s = "abc"
print(s[resets():], s); s = "abc"
print(s.replace("b", str(resets())), s); s = "abc"
print(s.center(resets() + 6, "*"), s); s = "abc"
print(s.find("c", resets()), s)
class O:
    def __init__(self, n): self.n = n
    def add(self, k): return self.n + k
o = O(1)
def reseto():
    global o
    o = O(100)
    return 5
print(o.add(reseto()), o.n); o = O(1)
o.n = reseto(); print(o.n); o = O(1)
o.n += reseto(); print(o.n); o = O(1)
print(o.n + reseto() + o.n)
t = (1, 2)
def resett():
    global t
    t = (7, 8)
    return 1
print(t[resett()], t); t = (1, 2)
print(t + (resett(),), t); t = (1, 2)
print(t.index(resett()), t); t = (1, 2)
a, b = t[0], resett(); print(a, b, t)
f = lambda k: k
def resetf():
    global f
    f = lambda k: -k
    return 5
print(f(resetf()), f(5))
