from itertools import count
i = iter(lambda c=count(): next(c), 3)
print(list(i))
j = iter(lambda d=iter([1, 2, 3]): next(d), 2)
print(list(j))
def f(a=[0]):
    a[0] += 1
    return a[0]
print(list(iter(f, 4)))
g = lambda l=[]: l.append(1) or len(l)
print(g(), g(), g())
print([(lambda x=[]: x.append(1) or len(x))() for _ in range(3)])
print(list(map(lambda x, acc=[]: acc.append(x) or len(acc), [1, 2, 3])))
print(sorted([3, 1, 2], key=lambda x, seen=[]: seen.append(x) or -len(seen)))
