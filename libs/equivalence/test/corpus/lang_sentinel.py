MISSING = object()
def get(d, k, default=MISSING):
    if k in d:
        return d[k]
    if default is MISSING:
        raise KeyError(k)
    return default
print(get({"a": 1}, "a"), get({"a": 1}, "b", 7), get({"a": 1}, "b", None))
try:
    get({}, "z")
except KeyError as e:
    print("missing", e)
class Empty:
    pass
e1, e2 = Empty(), Empty()
print(e1 is e2, e1 == e2, e1 != e2, MISSING is MISSING)
