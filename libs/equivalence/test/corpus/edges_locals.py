def f(a, b):
    c = a + b
    return sorted(locals().items())
print(f(1, 2))
def g(a, b):
    c = "x"
    print(locals())
    d = 3
g(1, 2)
def h(name, age):
    return "{name} is {age}".format(**locals())
print(h("bob", 3))
def k(x):
    y = 1
    if x:
        print("y" in locals(), locals().get("z"))
def m(x):
    y = 2.5
    ns = locals()
    print(ns["x"], ns["y"], len(ns), list(ns))
m(1)
def empty():
    print(locals())
empty()
def m2(*args, k=1, **kw):
    z = 0
    print(list(vars()))
m2(1, 2, q=2)
