import json
from collections import OrderedDict
from dataclasses import dataclass


@dataclass
class User:
    name: str
    age: int


def to_user(d):
    if "name" in d and "age" in d:
        return User(d["name"], d["age"])
    return d


data = json.loads('{"users": [{"name": "a", "age": 3}, {"name": "b", "age": 4}]}', object_hook=to_user)
print(data)
for u in data["users"]:
    print(u.name, u.age)

seen = []


def note(d):
    seen.append(sorted(d))
    return len(d)


print(json.loads('[{"a": 1, "a": 2}, {"b": {"c": null}}]', object_hook=note), seen)
try:
    json.loads('[{"q": 1}, oops]', object_hook=note)
except json.JSONDecodeError as e:
    print(e, seen)


def point(d):
    if "__point__" in d:
        return (d["x"], d["y"])
    return d


print(json.loads('{"p": {"__point__": true, "x": 1, "y": 2}}', object_hook=point))
print(json.loads('{"b": 1, "a": {"z": 1, "y": [1.5, true]}}', object_pairs_hook=OrderedDict))
print(json.loads('{"b": 1, "b": {"z": 1}}', object_pairs_hook=lambda pairs: [k for k, _ in pairs]))


def no_duplicates(pairs):
    d = {}
    for k, v in pairs:
        if k in d:
            raise ValueError(f"duplicate key: {k!r}")
        d[k] = v
    return d


try:
    json.loads('{"x": 1, "x": 2}', object_pairs_hook=no_duplicates)
except ValueError as e:
    print(e)
print(json.loads('{"x": {"y": []}}', object_pairs_hook=no_duplicates)["x"]["y"])
u = json.loads('{"name": "x", "age": 9}', object_hook=lambda d: User(**d))
print(u.name, u.age + 1)
print(json.loads('{"plain": [1]}', object_hook=None))
