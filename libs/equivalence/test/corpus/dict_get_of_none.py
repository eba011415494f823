d = dict.fromkeys("ab")
print(d.get("a"), d.get("z"), d.get("a", None), d.pop("a", None), d.get("q", 5), d.setdefault("n"), d)
cfg = {"a": {"b": None}}
v = cfg.get("a", {}).get("b") or {"c": 1}
print(v, cfg.get("a").get("zz") is None, [cfg["a"].get(k) for k in "bc"])
for k in ("a", "b"):
    if d.get(k) is None: print("none", k)
x = {1: None}.get(1)
print(x, [x], (x or 3))
