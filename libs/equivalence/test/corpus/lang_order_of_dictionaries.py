from collections import defaultdict, Counter, OrderedDict, deque
d = {2: {"a": 1}, 1: {"b": 2}}
print(sorted(d.items()))
e = defaultdict(lambda: defaultdict(int))
e[2]["x"] += 1; e[1]["y"] += 1
print([(k, dict(v)) for k, v in sorted(e.items())])
print(min([(2, None), (1, None)]), sorted([(2, deque([1])), (1, deque())]))
try:
    print(sorted([(1, {}), (1, {})]))
except TypeError as x:
    print(x)
try:
    print(sorted([(1, e[1]), (1, e[2])]))
except TypeError as x:
    print(x)
try:
    print({} < {})
except TypeError as x:
    print(x)
