def opt(n): return None if n < 0 else n if n < 10 else "big" if n < 100 else [n]
for n in (-1, 5, 50, 500):
    r = opt(n)
    print(n, r, r is None, r == 5, r == "big", bool(r), type(r).__name__, f"{r}", str(r), [r], {"k": r}, (r,), r or "dflt", r != [500], r in (None, 5), not r)
def first(xs, pred=None):
    for x in xs:
        if pred is None or pred(x): return x
print(first([]), first([0, 1]), first([1, "a"], lambda v: isinstance(v, str)), first("xyz", str.isupper))
x = None
for i in range(3):
    if x is None: x = []
    x.append(i)
print(x)
cfg = {"a": {"b": None}}
v = cfg.get("a", {}).get("b") or {"c": 1}
print(v, v.get("c"), cfg.get("z"), (cfg.get("z") or {}).get("q", "none"))
res = [None] * 3
res[1] = "mid"; res[2] = res[1] and len(res[1])
print(res, [r for r in res if r is not None], res.index(None), None in res, res.count(None))
def search(tree, k):
    if tree is None: return None
    v, l, r = tree
    if v == k: return tree
    return search(l, k) or search(r, k)
tr = (5, (3, None, None), (8, (7, None, None), None))
print(search(tr, 7), search(tr, 9), search(None, 1), search(tr, 8)[1][0])
class N:
    def __init__(self, v, nxt=None): self.v = v; self.nxt = nxt
    def __repr__(self): return f"N({self.v!r}, {self.nxt})"
h = N(1, N("two", N(None)))
print(h, h.nxt.nxt.nxt, h.nxt.v.upper(), h.nxt.nxt.v is None)
c = h
while c:
    c.v = (c.v or 0) if not isinstance(c.v, str) else len(c.v)
    c = c.nxt
print(h)
vals = [1, "1", 1.0, None, True, (1,), [1], {"1": 1}, {1}, b"1", 1j]
for i, a in enumerate(vals): print(i, [a == b for b in vals], type(a).__name__, a)
print([str(v) for v in vals], [repr(v) for v in vals], sorted(map(str, vals)), [bool(v) for v in vals])
m = {1: "a", "1": "b", None: "c", (1, 2): "d", True: "e"}
print(m, m[1], m[None], m.get((1, 2)), [k for k in m], len(m))
def swap(p): a, b = p; return b, a
print(swap((1, "x")), swap("ab"), swap([None, 2.5]), swap(swap((1, 2))))
def ident(v): return v
print(ident(1) + 1, ident("a") + "b", ident([1]) + [2], ident(None), ident(2.5) * 2, ident((1, "a"))[1], ident({"k": ident(5)})["k"])
e = [] ; e.append(e[:]) ; e.append(len(e)); e.append("s"); print(e, e[0] == [], e[1] + 1, e[2] * 2)
data = [("x", 1), ("y", None), ("z", "3")]
out = {}
for k, v in data:
    try: out[k] = int(v)
    except (TypeError, ValueError) as ex: out[k] = str(ex)
print(out)
stack = []
for tok in "3 4 + 2 * x".split():
    if tok in "+*": b, a = stack.pop(), stack.pop(); stack.append(a + b if tok == "+" else a * b)
    else:
        try: stack.append(int(tok))
        except ValueError: stack.append(tok)
print(stack)
flag = "yes"
flag = flag == "yes"
print(flag, flag + 1)
n = input.__name__ if False else "7"
n = int(n); n = n / 2; n = str(n) + "!"; n = [n] * 2; n = tuple(n); n = len(n); print(n)
