from collections import Counter, deque, OrderedDict, defaultdict, namedtuple
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
c = Counter("mississippi"); print(c.most_common(2), c.most_common(0), c.most_common(-1), c.most_common(100), c["zz"], c.get("zz"), c.pop("m"), c, sum(c.values()), list(c.elements()), Counter(a=0, b=-1), Counter([]), Counter({}), c == Counter("issssippi"), list(c), dict(c))
t(lambda: c.pop("nope")); del c["i"]; print(c, "i" in c, len(c)); c["n"] = 5; c["o"] += 1; print(c); c.clear(); print(c, bool(c)); print(Counter([1, 1.0, True]), Counter("aB") + Counter("b"), Counter(x=3) - Counter(x=5), Counter(x=1) & Counter(y=1))
d = deque([1, 2, 3]); d.rotate(5); print(d); d.rotate(-7); print(d); d.extendleft("ab"); print(d); e = deque(maxlen=0); e.append(1); print(e); f = deque(range(5), 3); f.appendleft(9); print(f, f.maxlen, deque([1]) == deque([1]), deque([1]) == [1], deque([[1]]), deque("ab", maxlen=5))
t(lambda: deque().pop()); t(lambda: deque().popleft()); t(lambda: deque([1])[3]); t(lambda: deque([1]).remove(5)); t(lambda: deque([1]).index(5)); t(lambda: deque([1, 2], maxlen=2).insert(0, 5)); t(lambda: deque([1], maxlen=-1))
o = OrderedDict(a=1, b=2); o["a"] = 9; print(o, list(o.items())); o.move_to_end("a"); print(o == OrderedDict(b=2, a=9), o == {"a": 9, "b": 2}, o == OrderedDict(a=9, b=2)); t(lambda: o.move_to_end("q")); t(lambda: OrderedDict().popitem()); print(o.popitem(last=False), o, o.pop("zz", None), OrderedDict([(1, 2)]))
P = namedtuple("P", ["x", "y"], defaults=[7]); p = P(1); print(p, p._replace(y=0), p._asdict(), P._fields, p[1], p[-1], p == (1, 7), hash(p) == hash((1, 7)), p < P(2, 0), sorted([P(2, 1), P(1, 5)]), [*p], max(p), len(p), 1 in p)
t(lambda: P()); t(lambda: p[5])
dd = defaultdict(list); dd["a"].append(1); print(dd["b"], dd, dd.get("c"), "c" in dd, len(dd), list(dd), dict(dd)); dd.setdefault("q", []).append(2); print(dd.pop("q"), sorted(dd)); t(lambda: dd.pop("zz"))
