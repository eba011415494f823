l = [1]
l.append(l)
print(len(l), l)
d = {"a": 1}
d["d"] = d
d["l"] = [d]
print(d)
x = []
print([x, x], [[], []], {"k": {}})
from collections import deque
q = deque([1])
q.append(q)
print(q)
