from collections import OrderedDict, defaultdict, Counter
def walk_ordered(make, change, count=9):
    d = make()
    seen = []
    try:
        for k in d:
            seen.append(k)
            change(d, k)
            if len(seen) > count:
                break
        print("ended", seen, list(d.items()))
    except RuntimeError as e:
        print("failed", e, seen, list(d.items()))
def add(d, k): d[k + 10] = 1
def drop(d, k): del d[k]
def move(d, k): d.move_to_end(k)
def last(d, k):
    if k == 3: d[30] = 1
def setit(d, k): d[k] = 5
for change in (add, drop, move, last, setit):
    walk_ordered(lambda: OrderedDict([(1, 1), (2, 2), (3, 3)]), change)


def walk(make, change, count=9):
    d = make()
    seen = []
    try:
        for k in d:
            seen.append(k)
            change(d, k)
            if len(seen) > count:
                break
        print("ended", seen, list(d.items()))
    except RuntimeError as e:
        print("failed", e, seen, list(d.items()))
def add(d, k): d[k + 10] = 1
def drop(d, k): del d[k]
def last(d, k):
    if k == 3: d[30] = 1
def setit(d, k): d[k] = 5
for change in (add, drop, last, setit):
    walk(lambda: {1: 1, 2: 2, 3: 3}, change)
    walk(lambda: {i: i for i in range(1, 4)}, change)


d = {1: 1, 2: 2, 3: 3}
try:
    for k in reversed(d):
        d[k + 10] = 1
except RuntimeError as e:
    print(e)
print(d)
try:
    for k, v in reversed(d.items()):
        del d[k]
except RuntimeError as e:
    print(e)
print(d)
from collections import deque
q = deque([1, 2, 3])
try:
    for x in reversed(q):
        print(x)
        q.append(x)
except RuntimeError as e:
    print(e)
for op in (lambda q: q.rotate(1), lambda q: q.reverse(), lambda q: q.rotate(0), lambda q: q.remove(2), lambda q: q.insert(1, 5), lambda q: q.clear(), lambda q: q.extend([])):
    q = deque([1, 2, 3])
    try:
        for x in q:
            op(q)
            if len(q) > 7: break
        print("fine", q)
    except RuntimeError as e:
        print(e, q)
q = deque([1])
for x in q:
    q.rotate(1)
print(q)
it = iter(q)
print(list(it))
q.append(2)
try:
    print(next(it, 'end'))
except RuntimeError as e:
    print(e)
e = deque()
it = iter(e)
try:
    e.pop()
except IndexError as er:
    print(er)
e.clear()
print(list(it))
q = deque([1, 2])
try:
    for x in q:
        q *= 2
        if len(q) > 20: break
except RuntimeError as e:
    print(e)
print(q)


l = [1, 2, 3]
it = reversed(l)
print(next(it))
l.append(9)
print(list(it))
it = reversed(l)
next(it)
l.clear()
print(list(it), list(it))
l = [1, 2, 3]
for x in reversed(l):
    l.append(x)
    l.remove(x)
    print(x, l)


from collections import defaultdict, Counter
d = defaultdict(list)
d[1].append(1); d[2].append(2)
try:
    for k in d:
        d[k + 1].append(k)
except RuntimeError as e:
    print(e)
print(dict(d))
c = Counter("aab")
try:
    for k in c:
        c[k + "x"] += 1
except RuntimeError as e:
    print(e)
print(c)
try:
    for k, v in c.items():
        del c[k]
except RuntimeError as e:
    print(e)


s = {1, 2, 3}
try:
    for x in s:
        s.discard(x)
        s.add(x)
    print("fine", s)
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)

