from typing import Dict, List, Union, Optional
JSON = Union[int, str, None, List["JSON"], Dict[str, "JSON"]]
def depth(x):
    if isinstance(x, dict):
        return 1 + max((depth(v) for v in x.values()), default=0)
    if isinstance(x, list):
        return 1 + max((depth(v) for v in x), default=0)
    return 0
print(depth({"a": [1, {"b": []}], "c": None}))
def walk(x, path=""):
    if isinstance(x, dict):
        for k in sorted(x):
            yield from walk(x[k], path + "/" + k)
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from walk(v, f"{path}[{i}]")
    else:
        yield path, x
for p, v in walk({"name": "n", "xs": [1, 2, {"y": None}]}):
    print(p, v)
def maybe(n: Optional[int] = None) -> Union[int, str]:
    return n if n is not None else "none"
print(maybe(3), maybe())
tree = ("a", [("b", []), ("c", [("d", [])])])
def count(t):
    name, kids = t
    return 1 + sum(count(k) for k in kids)
print(count(tree))
