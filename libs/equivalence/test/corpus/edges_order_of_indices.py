def t(n, v):
    print(n, end=" ")
    return v
xs = [1, 2, 3]
a = 5
i = 0
t(69, xs)[t(70, i)], t(73, xs)[t(74, 2)] = a, t(77, xs[0])
print(xs)
class Item:
    def __setitem__(self, at, x):
        print('set', at, x)
o = Item()
t(69, xs)[t(70, i)], t(73, o)[t(74, 2)] = a, t(77, xs[0])
t(1, o)[t(2, i)], t(3, xs)[t(4, 2)] = t(5, a), t(6, xs[0])
a, t(3, xs)[t(4, 2)] = t(5, a), t(6, xs[0])
d = {}
t(3, d)[t(4, 'k')], t(1, xs)[t(2, 1)] = 1, 2
t(3, d)[t(4, 'k')], *t(1, o)[t(2, 1)] = 1, 2
print(xs, d)


def t(n, v):
    print(n, end=" ")
    return v
for a, b in ((0, 1), (2.5, 1), (1, None), (None, 2.5), ("x", 2)):
    xs = [1, 2, 3]
    for way in range(4):
        try:
            if way == 0:
                print(t(1, xs)[t(2, a):t(3, b)], t(44, 1))
            elif way == 1:
                t(1, xs)[t(2, a):t(3, b)] = t(4, [8, 9])
            elif way == 2:
                del t(1, xs)[t(2, a):t(3, b)]
            else:
                t(1, xs)[t(2, a):t(3, b):t(5, 1)] = t(4, (8, 9))
            print(xs)
        except (TypeError, ValueError) as e:
            print(e)
def change(x, i):
    try:
        t(1, x)[t(2, i)] = t(3, 5)
        print(x)
    except (TypeError, IndexError) as e:
        print(e)
    try:
        print(t(1, x)[t(2, i)], t(4, 5))
    except (TypeError, IndexError, KeyError) as e:
        print(repr(e))


def remove(x, i):
    try:
        del t(1, x)[t(2, i)]
        print(x)
    except (TypeError, IndexError, KeyError) as e:
        print(repr(e))


for i in (0, 2.5, "a"):
    for x in ([1, 2, 3], (1, 2)):
        change(x, i)
        remove(x, i)



xs = [1, 2, True]
i = 0
for q in (0, 1, 2.5):
    i = q if q == 2.5 else 0
    try:
        t(69, xs)[t(70, i)] = 1
        print(xs)
        print(t(69, xs)[t(70, i)])
    except TypeError as e:
        print(e)


from collections import deque
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
for q in (deque([1, 2, 3]), [1, 2, 3]):
    for i in (0, 2.5, "a", None, True, 7):
        try:
            del q[i]
            print(q)
        except (TypeError, IndexError) as e:
            print(e)
        try:
            q[i] = 5
            print(q)
        except (TypeError, IndexError) as e:
            print(e)
        try:
            print(q[i])
        except (TypeError, IndexError) as e:
            print(e)


xs = [1, 2, 3]
del xs[I(1)]
print(xs)
xs[I(0)] = 9
print(xs[I(-1)], xs)
