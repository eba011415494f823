a, b = 1, 2
(a, b), c = (b, a), 3
print(a, b, c)
x, *y, z = range(6)
print(x, y, z)
*p, q = "abc"
print(p, q)
for i, (j, k) in enumerate([(1, 2), (3, 4)]):
    print(i, j, k)
for k, (m, *n) in {"x": [1, 2, 3]}.items():
    print(k, m, n)
def t(f):
    try: f()
    except ValueError as e: print("VE", e)
    except TypeError as e: print("TE", e)
def f1(): a, b = [1, 2, 3]
def f2(): a, b, c = [1, 2]
def f3(): a, *b, c = [1]
def f4(): a, b = "x"
def f5():
    for a, b in [(1, 2), (3, 4, 5)]:
        pass
def f6(): a, b = {}
for f in (f1, f2, f3, f4, f5, f6): t(f)
print(*[1], *(2, 3), *{4: 5}, *"67")
print([*range(3), *[9]], (*"ab", 1), {*[1, 1]}, {**{"a": 1}, "b": 2})
[a, [b, c]] = [1, [2, 3]]
print(a, b, c)
a = b = c = 0
a += 1
print(a, b, c)
(x), = [5]
print(x)
d = {}
d["k"], d["j"] = 1, 2
print(d)
class O: pass
o = O()
o.x, o.y = 3, 4
print(o.x, o.y)
l = [0] * 3
l[0], *l[1:] = 7, 8, 9
print(l)
first, second = sorted([2, 1])
print(first, second)
(a, b), [c, d2] = [1, 2], (3, 4)
print(a + b + c + d2)
