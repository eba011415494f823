"""JSON: writing every kind of value, reading text into values that narrow, errors with their place."""
import json
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int

    def to_dict(self):
        return {"x": self.x, "y": self.y}


class Holder:
    def __init__(self, name):
        self.name = name


def encode(value):
    if isinstance(value, Point):
        return value.to_dict()
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"cannot write {type(value).__name__}")


print(json.dumps({"name": "Ann", "age": 3, "tall": True, "nothing": None, "scores": [1.5, 2.0, -0.0, 1e100]}))
print(json.dumps([1, "two", None, [3, [4]], {"k": ()}]), json.dumps("quote \" back \\ tab \t é 日 \u2028 😀"), json.dumps("é😀", ensure_ascii=False))
print(json.dumps({"b": 1, "a": [1, 2, {"z": [], "y": {}}]}, indent=2, sort_keys=True))
print(json.dumps({"b": 1, "a": 2}, separators=(",", ":")), json.dumps([1, 2], indent="\t"), json.dumps({1: "a", 2.5: "b", True: "c"}), json.dumps({None: 1}))
print(json.dumps(float("nan")), json.dumps([float("inf"), -float("inf")]), json.dumps((1, 2)), json.dumps(10**30), json.dumps([]), json.dumps({}, indent=4))
print(json.dumps({"p": Point(1, 2), "s": {3, 1, 2}}, default=encode), json.dumps([Point(0, 0)], default=lambda p: [p.x, p.y]))
try:
    print(json.dumps(Holder("x")))
except TypeError as error:
    print("TypeError", error)
try:
    print(json.dumps([Holder("x")], default=encode))
except TypeError as error:
    print("TypeError", error)
try:
    print(json.dumps(float("nan"), allow_nan=False))
except ValueError as error:
    print("ValueError", error)
print(json.dumps({(1, 2): 3, "k": 4}, skipkeys=True))

TEXT = """
{
  "store": "corner",
  "open": true,
  "items": [
    {"name": "apple", "price": 0.5, "qty": 10, "tags": ["fruit", "red"]},
    {"name": "bread", "price": 2, "qty": 3, "tags": []},
    {"name": "caf\\u00e9 \\ud83d\\ude00", "price": 3.25, "qty": 1, "tags": ["drink"], "note": null}
  ],
  "limits": {"min": -1, "max": 1e3}
}
"""
data = json.loads(TEXT)
print(data["store"], data["open"], len(data["items"]), data["limits"]["max"], data["items"][0]["tags"][1])
total = 0
for item in data["items"]:
    total += item["price"] * item["qty"]
    print(item["name"].upper(), item["price"], ",".join(item["tags"]), item.get("note", "-"))
print(total)
for key, value in data.items():
    kind = type(value).__name__
    print(key, kind)


def depth(node):
    if isinstance(node, dict):
        return 1 + max([depth(v) for v in node.values()], default=0)
    if isinstance(node, list):
        return 1 + max([depth(v) for v in node], default=0)
    return 0


def flatten(node, prefix=""):
    out = []
    if isinstance(node, dict):
        for key in node:
            out += flatten(node[key], f"{prefix}.{key}" if prefix else key)
    elif isinstance(node, list):
        for i, each in enumerate(node):
            out += flatten(each, f"{prefix}[{i}]")
    else:
        out.append((prefix, node))
    return out


print(depth(data))
for path, leaf in flatten(data):
    print(path, "=", repr(leaf))
data["items"].append({"name": "new", "price": 1})
data["open"] = False
print(json.dumps(data))
print(json.loads("[1, 2.5, true, null, \"x\"]"), json.loads(" 5 "), json.loads('"s"'), json.loads("-0.5e-3"), json.loads("[NaN, -Infinity]"))
numbers = json.loads("[3, 1, 2]")
print(sorted(numbers), sum(numbers), max(numbers), numbers == [3, 1, 2], [n * 2 for n in numbers])
print(json.loads('{"a": 1, "a": 2}'), json.loads(json.dumps({"k": [1, {"x": None}]})) == {"k": [1, {"x": None}]})
for bad in ["", "{", "[1,]", '{"a" 1}', "{'a': 1}", "nul", "[1 2]", '"abc', '"\\x"', "1 2", '{"a":1,}', "01", '"a\nb"', "[\n1,\n  x]", '"\\ud8"']:
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as error:
        print(repr(bad), error)
try:
    json.loads("{")
except ValueError as error:
    print("also a ValueError", error)
