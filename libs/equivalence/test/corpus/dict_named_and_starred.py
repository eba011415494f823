"""dict() of names and of more by `**`; what operator looks for."""
d = {"x": 1}
print(dict(a=1, **d), dict(d, y=2), dict([("p", 1)], **d), dict({"q": 0}, x=5, y=6, **{"z": 1}))
try:
    dict(x=2, **d)
except TypeError as e:
    print(e)
opts = {"sep": "-"}
base = dict(host="h", port="1", **opts)
print(base, dict(base, **{"port": "2"}), dict(**opts), dict(n=None, **{"k": None}))
import operator
from operator import countOf, indexOf
print(operator.countOf([1, 2, 1, True], 1), operator.indexOf([5, 6], 6), countOf("banana", "a"), indexOf("xyz", "z"))
print(operator.add(1, 2), operator.itemgetter(1)([3, 4]))
try:
    indexOf([], 3)
except ValueError as e:
    print(e)
db = {"users": [{"id": 1, "name": "Al"}], "meta": {"v": 1.2, "ok": True}}
d = dict(db["users"][0])
d["id"] = 5
e = dict(db["meta"], v=3, fn=[x * 2 for x in range(3)])
f = dict(db["users"][0], name="q", more=None)
print(db, d, e, f)
