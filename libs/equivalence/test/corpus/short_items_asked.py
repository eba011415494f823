"""What is asked whether it is None, found by names that may be none, replaced by functions that call each other."""

import json
import re
import statistics as st
from collections import defaultdict
from enum import Enum


def expand(value, env):
    def rep(m):
        return expand(env[m[1]], env)
    return re.sub(r"\{(\w+)\}", rep, value)
print(expand("{a}-{b}", {"a": "x{b}", "b": "y"}))
def bad(m):
    raise ValueError(m[0])
try:
    re.sub("x", bad, "axb")
except ValueError as e:
    print(e)
print(re.sub("x", bad, "ab"), re.subn("z", lambda m: None, "azb"))


class N:
    def __init__(self, v, kids=()): self.v, self.kids = v, list(kids)
def depth(n):
    return 1 + max(map(depth, n.kids), default=0)
def key(n):
    return (n.v, [key(k) for k in sorted(n.kids, key=key)])
t = N(1, [N(3), N(2, [N(5)])])
print(depth(t), key(t))
def total(n): return n.v + sum(map(total, n.kids))
print(total(t))


d = json.loads('{"a": [1, 2, {"b": 3}], "c": {"x": 1}}')
print(d["a"].pop(), d["a"].pop(0), d.pop("c"), d)
try:
    d.pop()
except TypeError as e:
    print(e)
d["a"].append(5)
d["a"].extend([6, 7])
d["a"].sort(reverse=True)
d["a"].insert(0, 9)
print(d["a"], d["a"].index(5), d["a"].count(2))
d["a"].clear()
d.update({"z": 1})
print(d, list(d.keys()), d.get("z"), d.setdefault("y", 4))


class K(Enum):
    NUM = 1
    ID = 2
m = re.match(r"(?P<NUM>\d+)|(?P<ID>\w+)", "ab")
print(K[m.lastgroup])
try:
    print(K[re.match("x", "x").lastgroup])
except KeyError as e:
    print("KeyError", e)
d = {"a": "NUM"}
print(K[d.get("a")])
try:
    K[d.get("b")]
except KeyError as e:
    print("KeyError", e)


table = {"a": {"m": 1.5, "p": None}, "b": {"m": 2.5, "p": 3.0}}
for s in ("m", "p"):
    vals = [r[s] for r in table.values() if r[s] is not None]
    print(st.fmean(vals), st.median(vals), sum(vals), max(vals) - min(vals))
xs = [1, None, 3]
ys = [xs[i] for i in range(3) if xs[i] is not None]
print(sum(ys), [x for x in xs if x], st.mean([x for x in xs if x is not None]))
def f(d, k):
    if d[k] is not None:
        return d[k] + 1
    return 0
print(f({"q": 1}, "q"), f({"q": None}, "q"))


rows = [{"a": 1, "b": None}, {"a": None, "b": 2}, {"a": 3, "b": 4}]
print(sum(r["a"] for r in rows if r["a"] is not None), {r["b"]: r["a"] for r in rows if r["a"] is not None and r["b"] is not None})
class Odd:
    def __init__(self): self.n = 0
    def __getitem__(self, k):
        self.n += 1
        return None if self.n % 2 == 0 else self.n
o = Odd()
print([o[k] for k in range(3) if o[k] is not None])
grid = [[1, None], [None, 4]]
print([grid[i][j] * 2 for i in range(2) for j in range(2) if grid[i][j] is not None])
d = defaultdict(lambda: None)
print([d[k] for k in "ab" if d[k] is not None], dict(d))


R = {("a", 1): 2}
def f(xs, k):
    found = [m for x in xs if (m := x * 2) > 2]
    n = 0
    n += len(found)
    try:
        return R[k], found, n
    except KeyError as e:
        return e.args, found, n
print(f([1, 2, 3], ("a", 1)), f([5], ("b", 2)))
