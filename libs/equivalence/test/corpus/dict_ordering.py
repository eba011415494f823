d = {}
for key in ["b", "a", "c"]:
    d[key] = len(d)
del d["b"]
d["b"] = 99
print(d, list(reversed(d)), next(iter(d)))
d["a"] = -1
print(d)
print({1: "int", 1.0: "float", True: "bool"})
merged = {**d, "z": 26} | {"a": 0}
print(merged, len(merged))
try:
    for key in d:
        d[key + "x"] = 0
except RuntimeError as error:
    print(error)
print({k: v for k, v in sorted(merged.items(), reverse=True)})
nested = {"x": {"y": [1, 2]}}
nested["x"]["y"].append(3)
nested["x"]["z"] = []
print(nested, nested.get("q", {}), nested.popitem())
