def a():
    x = 1
    for i in range(3):
        try:
            if i == 0: x = "s"; continue
            if i == 1: x = 2.5; break
        finally:
            print("fin", x)
    else:
        x = None
    return x
print(a())
def b(n):
    while True:
        try:
            n += 1
            if n % 2: raise ValueError(n)
            if n > 6: return "ret %d" % n
        except ValueError as e:
            last = e
            continue
        else:
            print("else", n, last)
        finally:
            done = n
    return done
print(b(0))
def c():
    r = []
    for i in range(4):
        try:
            try:
                if i == 1: raise KeyError("k")
                if i == 2: raise IndexError("i")
                v = i
            except KeyError:
                v = "key"
                raise RuntimeError("from key")
            finally:
                r.append(("inner", i))
        except RuntimeError as e:
            r.append(str(e)); r.append(v)
        except IndexError:
            r.append(v)
        else:
            r.append(("ok", v))
    return r
print(c())
def d(flag):
    with open_it("a") as x:
        y = x + "!"
        if flag: return y
        y = None
    return x, y
from contextlib import contextmanager, ExitStack, nullcontext
@contextmanager
def open_it(n):
    try: yield n
    finally: print("closed", n)
print(d(True), d(False))
def e(xs):
    total, n = 0, None
    for x in xs:
        match x:
            case int() if x > 10: n = "big"; break
            case int(): total += x; continue
            case [p, *q]: total += len(q); n = p
            case {"v": v, **rest}: total += v; n = rest
            case None | "": pass
            case str(s): n = s
            case _: n = type(x).__name__
        print("n", n)
    else: n = "end"
    return total, n
print(e([1, [2, 3, 4], {"v": 5, "z": 1}, None, "str", 2.5])); print(e([1, 50, 2])); print(e([]))
def f():
    i = 0
    def g():
        nonlocal i
        i += 1
        return i
    vals = []
    while g() < 3: vals.append(i)
    i = "text"
    vals.append(i)
    try: g()
    except TypeError as err: vals.append(str(err))
    return vals
print(f())
def h(n):
    if n == 0: res = "zero"
    elif n == 1:
        for res in "ab": pass
    elif n == 2:
        try: res = 1 / 0
        except ZeroDivisionError: res = None
    else:
        with nullcontext(5) as res: res += n
    return res
print([h(i) for i in range(5)])
def k():
    seen = set()
    out = []
    for w in "the cat the dog a cat".split():
        if w in seen: out.append(w.upper()); continue
        seen.add(w)
        out.append(w)
    else: w = len(seen)
    return out, w
print(k())
def m():
    try:
        try: raise ValueError("v")
        finally:
            try: raise KeyError("k")
            except KeyError as q: msg = repr(q)
    except ValueError as v: return msg, str(v)
print(m())
def o():
    for i in range(2):
        for j in range(3):
            if j == 1: break
            last = (i, j)
        else: return "never"
        if i == 1: continue
        mid = last
    return last, mid, i, j
print(o())
def p(items):
    it = iter(items)
    while True:
        try: x = next(it)
        except StopIteration: break
        if x is None: continue
        y = x
    try: return y
    except UnboundLocalError: return "no y"
print(p([1, None, 2]), p([None]))
x = 10
def q():
    x = 20
    def r():
        global x
        x += 1
        return x
    return r(), x
print(q(), x)
class W:
    a = 1
    b = a + 1
    c = [a, b]
    d = {k: v for k, v in zip("xy", c)}
    def a2(self): return self.a
    e = property(lambda self: self.b * 2)
print(W.b, W.c, W.d)
y = 5
def s(y=y): y += 1; return y
y = 100
print(s(), s(1), y)
lam = [lambda n, k=k: n * k for k in range(3)]
print([l(2) for l in lam])
def t(*, a, b=2, **kw): return a, b, kw
print(t(a=1), t(b=1, a=0, c=3))
try: t(1)
except TypeError as e2: print(e2)
try: t()
except TypeError as e2: print(e2)
