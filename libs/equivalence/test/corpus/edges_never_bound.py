v = 5
def f():
    if False:
        v = 1
    return v
try:
    print(f())
except UnboundLocalError as e:
    print(e)
def outer():
    def inner():
        return w
    if False:
        w = 1
    return inner()
try:
    outer()
except NameError as e:
    print(type(e).__name__, e)
def g(x):
    if True:
        y = x
    else:
        y = 0
        z = 1
    return y
print(g(3))
