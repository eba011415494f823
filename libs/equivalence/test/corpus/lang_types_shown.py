def convert(kind, text):
    print(kind, kind.__name__, f"{kind}|{kind!r}", str(kind), repr(kind))
    return kind(text)


print(int, str, list, dict, float, bool, tuple, set, bytes, object, type, range, ValueError)
print(convert(int, "3"), convert(str, 4), convert(float, "2"))
casts = {"n": int, "s": str, "l": list}
for name, cast in casts.items():
    print(name, cast, cast("5"))
either = [7, int]
for each in either:
    print(each, f"<{each}>")
print(f"{int} {list!r}", str(dict), repr(KeyError), "%s" % type(3), type(int("3")) is int)
print(*[str(kind) for kind in (bool, complex)], sep=" and ")
