"""Types as keys and items, and types that are compared with the types of values."""
from collections import Counter
from collections import Counter, defaultdict
from collections import deque, Counter, OrderedDict, defaultdict
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction


def part0():
    H = {int: "i", str: "s", list: "l"}
    for x in (1, "a", [], 2.5):
        print(H.get(type(x), "?"), type(x) in H)
    print(H[type(3)])


part0()


def part1():
    def fi(x): return x + 1
    def fs(x): return x + "!"
    H = {int: fi, str: fs}
    print(H[int](3), H[str]("q"))


part1()


def part2():
    H = {}
    H[int] = "i"
    H[str] = "s"
    print(H[type(1)], type("a") in H, len(H))


part2()


def part3():
    c = Counter(type(x) for x in [1, "a", 2])
    print(c[int], c[str], c[float])
    d = defaultdict(list)
    for x in (1, "a", 2): d[type(x)].append(x)
    print(d[int], d[str], {k.__name__: v for k, v in d.items()})


part3()


def part4():
    seen = {type(x) for x in (1, "a")}
    print(int in seen, float in seen, seen == {int, str})
    ts = [type(x) for x in (1, "a", 2)]
    print(ts.count(int), ts.index(str))


part4()


def part5():
    conv = {"n": int, "s": str}
    x = 5
    print(type(x) is conv["n"], type(x) == conv["s"], type(x) != conv["n"])


part5()


def part6():
    conv = {"n": int, "f": float, "s": str}
    for k, v in [("n", "12"), ("f", "1.5"), ("s", "zz")]:
        t = conv[k]
        x = t(v)
        print(x, isinstance(x, t), type(x) is t, type(x) == t, t is str)


part6()


def part7():
    def f(*a, **kw): return a, kw
    handlers = {int: "i", str: "s", list: "l"}
    def kind(x):
        for t, name in handlers.items():
            if isinstance(x, t): return name
        return "?"
    print(kind(1), kind("a"), kind([]), kind(2.5), handlers.get(type(3)), handlers[type("s")])


part7()


def part8():
    def f(x): return x
    fs = {"a": int, "b": f, "c": lambda x: x, "d": len}
    for k, g in fs.items():
        try: print(g + 1)
        except TypeError as e: print(k, e)
        try: print(len(g))
        except TypeError as e: print(k, e)
        try: print(g < 1)
        except TypeError as e: print(k, e)
        try:
            for q in g: pass
        except TypeError as e: print(k, e)


part8()


def part9():
    names = {Decimal: "dec", date: "date", Fraction: "frac", deque: "dq", int: "int", ValueError: "ve", defaultdict: "dd"}
    for x in (Decimal("1"), date(2024, 1, 2), Fraction(1, 2), deque(), 5, "no", defaultdict(int)):
        print(names.get(type(x), "-"), type(x) in names, type(x) is Decimal, type(x) == date)
    try: raise ValueError("x")
    except Exception as e: print(names[type(e)])


part9()


def part10():
    class A: pass
    class B(A): pass
    H = {A: 1, B: 2, int: 3, str: 4, None: 5, "k": 6}
    print(H[type(A())], H[type(B())], H[int], H.get(type("s")), H[None], H["k"], H.get(float, "no"), A in H, list in H)
    for t in H:
        if isinstance(t, type): print(t.__name__)


part10()


def part11():
    class A: pass
    class B(A): pass
    table = {int: "int", bool: "bool", A: "A", object: "object", dict: "dict"}
    def first(x):
        for t, name in table.items():
            if isinstance(x, t): return name
    def exact(x):
        for t, name in table.items():
            if type(x) is t: return name
        return None
    for x in (1, True, A(), B(), "s", {}, Counter(), 2.5, None): print(first(x), exact(x))


part11()


def part12():
    def conv(v, t):
        if t is int: return int(v)
        if t == float: return float(v)
        if t in (str, bool): return t(v)
        return None
    print(conv("3", int), conv("2.5", float), conv("q", str), conv("", bool), conv("x", list))


part12()
