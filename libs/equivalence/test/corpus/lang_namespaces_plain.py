from types import SimpleNamespace

p = SimpleNamespace(x=1, y=2.5, name="pt")
print(p)
print(p.x + 1, p.y, p.name)
p.x = 10
p.z = [1, 2]
print(p.x, p.z)
print(p)
q = SimpleNamespace(x=10, y=2.5, name="pt", z=[1, 2])
print(p == q)
q.x += 5
print(p == q, p != q)


def make(a, b):
    return SimpleNamespace(a=a, b=b)


items = [make(i, i * i) for i in range(3)]
for it in items:
    print(it.a, it.b)
print(sum(i.b for i in items))
try:
    print(p.missing)
except AttributeError as e:
    print(e)
print(vars(p))
print(hasattr(p, "x"), hasattr(p, "q"))
