a = {"x": 1, "y": 2}
b = dict(**a, z=3)
print(b)
c = dict(a, z=4)
print(c)
d = dict(**a, **{"q": 9})
print(d)
e = dict(a, **{"x": 10})
print(e)
e = dict(a, k="s", **{"x": 10}, j=2.5)
print(e)
try:
    dict(**a, **{"y": 1})
except TypeError as e:
    print(e)
try:
    dict(**a, x=1)
except TypeError as e:
    print(e)
try:
    dict(x=1, **a)
except TypeError as e:
    print(e)
def f(**kw):
    return dict(**kw, done=True)
print(f(), f(a=1), f(b="x"))


def named(a, /, **kw):
    return a, kw


print(named(1, a=2), named(3))


def target(a, b=2, **kw):
    return a, b, kw


def forward(*args, **kw):
    return target(*args, **kw)


print(forward(1), forward(1, b=3))
try:
    forward(1, a=2)
except TypeError as e:
    print(e)
try:
    print(1, sep=5)
except TypeError as e:
    print(e)
for end in [None, "!\n"]:
    print("a", "b", sep=end, end=end)
