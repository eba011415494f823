e = 5
try:
    1 / 0
except ZeroDivisionError as e:
    pass
try:
    print(e)
except NameError as err:
    print(err)
def f(e):
    try:
        1 / 0
    except ZeroDivisionError as e:
        print("x", e)
    print("after")
    try:
        return e
    except UnboundLocalError as u:
        return str(u)
print(f(3))
def gen(n):
    e = "start"
    for i in range(n):
        try:
            if i % 2: raise ValueError(i)
            yield e
        except ValueError as e:
            yield "err %s" % e
            if i == 5: return
        try:
            yield e
        except NameError as x:
            print("gone:", x)
            e = "again"
try:
    for v in gen(8): print(v)
except UnboundLocalError as q:
    print(q)
def dbl():
    x = 1
    del x
    try:
        del x
    except UnboundLocalError as e:
        print("dd", e)
dbl()
def edges(es):
    for e in es:
        try:
            a, b = e
            if a == b: raise ValueError("loop")
            print(a, b)
        except ValueError as err:
            print(err)
    for e in es:
        try:
            a, b = e
            print(a // b)
        except (ZeroDivisionError, ValueError) as e:
            print("bad", e)
edges([(1, 2), (3, 3), (4, 0), (5,)])
def retry(n):
    last = None
    for k in range(n):
        try:
            if k < 2: raise RuntimeError("try %d" % k)
            return k, last
        except RuntimeError as e:
            last = e
    return None
print(retry(3), retry(1))
def nest():
    try:
        raise ValueError("outer")
    except ValueError as e:
        try:
            raise KeyError("inner")
        except KeyError as e:
            print(repr(e))
        try: print(e)
        except UnboundLocalError as u: print(u)
nest()
fs = []
for i in range(2):
    try:
        if i: raise ValueError("v%d" % i)
    except ValueError as e:
        fs.append(lambda: e)
        print(fs[0]())
for f in fs:
    try: print(f())
    except NameError as x: print("NE", x)
def g():
    try: raise KeyError(1)
    except KeyError as q:
        h = lambda: repr(q)
        print(h())
    try: print(h())
    except NameError as x: print("NE", x)
g()
