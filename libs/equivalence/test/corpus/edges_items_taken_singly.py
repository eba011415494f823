from functools import reduce
def t(x):
    print("t", x)
    return x
def k(x):
    print("k", x)
    return -x
print(max((t(x) for x in [1, 2, 3]), key=k))
print(min((t(x) for x in [1, 2, 3]), key=lambda x: k(x)))
print(reduce(lambda a, b: k(a) + b, (t(x) for x in [1, 2, 3])))
print(reduce(lambda a, b: k(a) + b, (t(x) for x in [1, 2, 3]), 10))
print(sorted((t(x) for x in [1, 2, 3]), key=k))


l = []
try:
    l.extend(10 // x for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(l)
s = set()
try:
    s.update(10 // x for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(sorted(s))
d = {}
try:
    d.update((x, 10 // x) for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(d)
from collections import Counter, deque
c = Counter()
try:
    c.update(10 // x for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(c)
q = deque()
try:
    q.extend(10 // x for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(q)
try:
    l += (10 // x for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(l)
try:
    l[1:] = (10 // x for x in [1, 2, 0, 3])
except ZeroDivisionError:
    print(l)


q = {1, 2}
q.update(x + len(q) for x in [1, 2, 3])
print(sorted(q))
d = {}
d.update((x, len(d)) for x in "abc")
print(d)
from collections import Counter
c = Counter()
c.update(len(c) + x for x in [1, 2, 3])
print(c)


print(max(t(x) for x in [1, 2, 3]), min(t(x) for x in [1.5, 2, 3]), max([t(x) for x in "ab"]))
try:
    print(max(t(x) for x in []))
except ValueError as e:
    print(e)
try:
    print(max(t(x) for x in [1, 'a', 2]))
except TypeError as e:
    print(e)
print(max((t(x) for x in [1, 2.5]), default=0), sum(t(x) for x in [1, 2.5, True]))
print(max(len(w) for w in "the quick brown".split()), min(w for w in "the quick brown".split()))
