"""Items that a call changes, read before it and behind it."""

d = {"x": 1, "l": [1]}
t = [1, "a", [2]]
def bump():
    d["x"] += 1; d["l"] = [d["x"]]; t[0] += 1; t[2] = [t[0]]
    return d["x"]
def f(a, b, c=0): return a, b, c
print(f(b=d["x"], a=bump(), c=d["x"]), f(t[0], bump(), t[0]), f(c=t[2], a=bump(), b=d["l"]))
print(d["x"] + bump() + d["x"], t[0] * bump() - t[0], d["l"] + [bump()] + d["l"], t[2] == [bump()])
print([d["x"], bump(), d["x"]], (t[0], bump(), t[0]), {d["x"]: bump(), t[0]: t[0]})
print(d["x"] < bump() < d["x"] + 1, t[0] < bump() <= t[0], d["x"] == bump(), d["x"] != bump() != t[0])
print(f"{d['x']} {d['l']} {bump()} {d['l']} {t}", "%s %s %s" % (d["l"], bump(), t[2]), "{} {} {}".format(d["l"], bump(), t[2]))
print(d["x"], bump(), t[0], t[2], d)
print(max(d["x"], bump()), sum([t[0], bump()]), d["x"] if bump() else 0, d["x"] and bump() and t[0], str(d["x"]) + str(bump()))
d["x"], t[0] = bump(), d["x"]; print(d, t)
d["l"][0] += bump(); print(d, t); t[2][0] -= bump(); print(t)
a, (b, c) = d["x"], (bump(), d["x"]); print(a, b, c)
print(*[d["x"], bump()], *d["l"], bump(), *t[2])
