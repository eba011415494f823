"""What statements of objects of the program do, and in which order."""

# order of statements
log = []
def t(x):
    log.append(repr(x))
    return x
def show(*v):
    print(*v, log)
    log.clear()
class O:
    def __init__(self, name): object.__setattr__(self, "name", name); self.val = 1; self.sub = None; self.items = [1, 2, 3]
    def __repr__(self): return "O" + self.name
    def __getitem__(self, k): log.append(f"get[{k}]"); return self.items[k]
    def __setitem__(self, k, v): log.append(f"set[{k}]={v}"); self.items[k] = v
    def __delitem__(self, k): log.append(f"del[{k}]"); del self.items[k]
    def __contains__(self, k): log.append(f"in {k}"); return k in self.items
    def __len__(self): log.append("len"); return len(self.items)
    def __iter__(self): log.append("iter"); return iter(self.items)
    def __bool__(self): log.append("bool"); return True
    def __eq__(self, o): log.append("eq"); return self is o
    def __lt__(self, o): log.append("lt"); return self.name < o.name
    def __add__(self, o): log.append("add"); return self
    def __radd__(self, o): log.append("radd"); return self
    def __iadd__(self, o): log.append("iadd"); return self
    def __enter__(self): log.append("enter " + self.name); return self
    def __exit__(self, *a): log.append("exit " + self.name); return False
    def __call__(self, *a): log.append(f"call {a}"); return self
    def __neg__(self): log.append("neg"); return self
    def __hash__(self): log.append("hash"); return hash(self.name)
a, b = O("a"), O("b")
def o(x): log.append("o(" + x.name + ")"); return x
o(a).val, o(b).val = t(1), t(2); show()
o(a)[t(0)], o(b)[t(1)] = t(5), t(6); show()
o(a).val = o(b).val = t(7); show()
o(a)[t(1)] = o(b).val = x = t(8); show()
o(a).val += t(1); show()
o(a)[t(0)] += t(1); show()
o(a).items[t(0)] += t(2); show()
o(a).items[t(0):t(1)] = t([9]); show()
o(a).sub = o(b); o(a).sub.val = t(4); o(a).sub.items[t(-1)] -= t(1); show(b.items)
del o(a)[t(0)], o(b).items[t(0)]; show()
del o(a).sub; show(hasattr(a, "sub"))
for o(a).val in t([1, 2]): t("body")
show(a.val)
for o(a)[t(0)], b.val in t([(1, 2)]): pass
show()
with o(a) as o(b).sub, o(b) as y: t("in")
show(b.sub)
(p, o(a).val), *q = t([(1, 2), 3]); show(p, q)
[o(a).val, [z, o(b)[t(0)]]] = t(1), t([2, 3]); show(z)
show(o(a) + t(1), t(1) + o(b), -o(a), o(a)(t(1)), o(a) < o(b), o(a) == o(b), o(a) is o(b), t(1) in o(a), not o(a), len(o(a)), o(a) and t(2), o(a) or t(3))
show(o(a) < o(b) < o(a), o(a) == o(a) == o(b), t(1) in o(a) == True, t(3) > t(2) > t(5) > t(6))
show([v for v in o(a)], {t(1): o(a)}, {o(a), o(b)} and 1, (o(a), t(2)), [*o(a), *t([1])], {**t({1: 2})}, o(a) in [o(b), o(a)], o(b) in {a: 1}, [o(a)].index(b) if False else 0, sorted([b, a]), max([a, b]), min(a, b))
a += t(1); show(a)
c = d = o(a); c += o(b); show(c is d)
def gen():
    log.append("g start")
    x = yield t("y1")
    log.append(f"sent {x}")
    try: yield t("y2")
    finally: log.append("g fin")
    return t("r")
def use():
    r = yield from gen()
    log.append(f"r={r}")
    yield t("last")
g = use(); show(next(g), g.send(t(5)), next(g), next(g, t("dflt")))
def tr(n):
    try:
        t("try")
        if n == 1: raise ValueError(t("ve"))
        if n == 2: return t("ret")
        if n == 3: raise KeyError(t("ke"))
    except ValueError as e: t(str(e)); return t("handler")
    except KeyError: t("k"); raise RuntimeError(t("re")) from None
    else: t("else")
    finally: t("finally")
    return t("end")
for n in range(4):
    try: show(tr(n))
    except RuntimeError as e: show("RT", e)
def deflt(a, b=[], c={}, d=t("d")): b.append(a); c[a] = len(b); return b, c, d
show(deflt(1), deflt(2), deflt(3, []), deflt(4, c={}), deflt(d=t(1), a=t(5)))
w = 0
def side():
    global w
    w += 1
    return w
r = [side(), side()] + [w]; show(r, side() + w, w + side(), (w, side(), w), {w: side()}, f"{w}{side()}{w}", w if side() else 0, [w, side()][0], (lambda: w)() + side(), max(w, side(), w), w * side() + w, -w + side(), w < side() < w + 5, str(w) + str(side()), [w] * side(), "%d %d" % (w, side()))
w, w2 = side(), w; show(w, w2)
lst = [0] * 5; i = 0
def nxt():
    global i
    i += 1
    return i
lst[i] = nxt(); lst[nxt()] = i; lst[i] += nxt(); lst[i], lst[nxt()] = nxt(), i; show(lst, i)
i = 0; lst[i], i, lst[i] = 1, 3, 2; show(lst, i)
def chg(l): l.append(len(l)); return l
z = [1]; show(z + chg(z) + z, [z[0], chg(z)[-1], z[-1]], len(z) + len(chg(z)), z[len(chg(z)) - 2], (z, chg(z)), [*z, *chg(z)], z == chg(z), z[:] == chg(z), sum(z) - sum(chg(z)))
