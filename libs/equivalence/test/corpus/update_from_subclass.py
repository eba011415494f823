"""Dictionaries updated from objects whose class derives from dict."""
class BigPoly(dict):
    def __add__(self, o):
        r = BigPoly(self)
        for e, c in o.items(): r[e] = r.get(e, 0) + c
        return r
    def __str__(self): return " + ".join(f"{c}x^{e}" for e, c in sorted(self.items(), reverse=True) if c)
p = BigPoly({2: 1, 0: 3})
print(p + BigPoly({2: 4, 1: -1}), p)
d = {9: 9}
d.update(p)
q = BigPoly()
q.update(p)
q.update([(1, 2)])
print(d, q, dict(p), len(q), p == {2: 1, 0: 3})
