data = [1, "two", 3.0, None, True, [4, 5], {"k": 6}, (7, 8)]
for d in data:
    if isinstance(d, bool):
        print("bool", d)
    elif isinstance(d, int):
        print("int", d + 1)
    elif isinstance(d, float):
        print("float", d / 2)
    elif isinstance(d, str):
        print("str", d.upper())
    elif d is None:
        print("none")
    elif isinstance(d, list):
        print("list", sum(d))
    elif isinstance(d, dict):
        print("dict", list(d.items()))
    else:
        print("other", d)
def flatten(x):
    out = []
    for i in x:
        if isinstance(i, list):
            out.extend(flatten(i))
        else:
            out.append(i)
    return out
print(flatten([1, [2, [3, [4]], 5]]))
rec = {"name": "Ann", "age": 30, "tags": ["x", "y"], "addr": {"city": "Oslo", "zip": 123}}
print(rec["name"], rec["age"], rec["tags"], rec["addr"])
print(rec["addr"]["city"])
rec["age"] += 1
print(rec["age"], len(rec["tags"]))
people = [{"name": "A", "age": 3}, {"name": "B", "age": 1}]
print(sorted(people, key=lambda p: p["age"]))
print(sum(p["age"] for p in people), [p["name"].lower() for p in people])
mixed = {"a": 1, "b": "s"}
for k, v in mixed.items():
    print(k, v, type(v).__name__)
def parse(tok):
    try:
        return int(tok)
    except ValueError:
        return tok
print([parse(t) for t in "1 + 22 x".split()])
stack = []
for tok in "3 4 + 2 *".split():
    if tok in "+*":
        b, a = stack.pop(), stack.pop()
        stack.append(a + b if tok == "+" else a * b)
    else:
        stack.append(int(tok))
print(stack)
