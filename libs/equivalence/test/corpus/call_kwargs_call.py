def f(a, b=2, *args, c=3, **kw):
    return (a, b, args, c, sorted(kw.items()))

print(f(1))
print(f(1, 2, 3, 4, c=5, d=6))
opts = {"b": 10, "c": 20}
print(f(1, **opts))
params = [1, 2, 3]
print(f(*params))
print(f(*params, **{"c": 9}))
def g(x, y, z):
    return x * 100 + y * 10 + z
point = {"x": 1, "y": 2, "z": 3}
print(g(**point))
print(g(*[4, 5, 6]))
def show(**kwargs):
    for k, v in kwargs.items():
        print(k, "=", v)
show(name="ann", age=3)
def wrap(*args, **kwargs):
    return g(*args, **kwargs)
print(wrap(1, 2, z=3))
pair = (7, 8)
print(max(*pair), g(*pair, 9))
