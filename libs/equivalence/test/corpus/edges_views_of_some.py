"""Views of what is a dictionary only some of the time."""


def compare(a, b):
    if type(a) != type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(compare(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(compare, a, b))
    return a == b


def names(x):
    return sorted(x.keys())


def pairs(x):
    found = []
    for k, v in x.items():
        found.append((k, v))
    return found


def merged(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        out = {}
        for k in sorted(a.keys() | b.keys()):
            if k in a and k in b:
                out[k] = merged(a[k], b[k])
            else:
                out[k] = a.get(k, b.get(k))
        return out
    return b


def main():
    print(compare({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}), compare([1], [1.0]), compare({"a": 1}, {"b": 1}))
    for value in ({"a": 1}, {"b": [1, {"c": 2}]}, [1], "text", 5, None, (1, 2)):
        try:
            print(names(value), pairs(value))
        except AttributeError as error:
            print("no names:", error)
    print(merged({"x": {"y": 1, "z": 2}, "k": 1}, {"x": {"y": 5}, "n": None}))
    kept = {"a": 1}
    some = kept if len(kept) else [1]
    keys, items = some.keys(), some.items()
    kept["b"] = 2
    print(list(keys), len(items), some.values(), "b" in keys, ("b", 2) in items)
    print(keys == {"a", "b"}, keys & {"a", "c"}, keys - {"a"})
    empty = kept if not kept else []
    print(empty.keys())


main()
