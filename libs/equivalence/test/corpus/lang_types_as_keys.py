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


def part20():
    T = {(int, str): "is", (str, str): "ss"}
    print(T[type(1), type("a")], T.get((type("x"), type("y"))), T[int, str])


part20()


def part21():
    T = {(int, str): "is", (str, str): "ss"}
    def go(a, b): return T.get((type(a), type(b)), "none")
    print(go(1, "a"), go("a", "b"), go(1, 1))


part21()


def part22():
    print({type(1)} & {int, str} == {int}, {type(1), type("a")} == {int, str}, {type(1)} <= {int, float})


part22()


def part23():
    d = {int: 1}
    d.setdefault(str, 2); d.update({float: 3})
    print(d.get(int), d.pop(str), d[type(2.0)], d.get(type("x")), len(d))


part23()


def part24():
    a, b = 1, 2
    print(type(a) == type(b) == int, type(a) is type(b) is not str)


part24()


def part25():
    ts = [type(x) for x in (1, "a", 2.5)]
    print(ts.count(int), int in ts, ts.index(str), [t is int for t in ts], [t == str for t in ts])
    ts.remove(int)
    print(len(ts))


part25()


def part26():
    def name(t): return {int: "integer", str: "text"}.get(t, t.__name__)
    print(name(int), name(str), name(float), name(type(3)))


part26()


def part27():
    def same(a, b): return type(a) is type(b)
    print(same(1, 2), same(1, "a"), same(True, 1))
    def ck(v, t):
        if type(v) is not t: return f"not {t.__name__}"
        return "ok"
    print(ck(1, int), ck("a", int), ck(2.0, float))


part27()


def part28():
    kinds = [int, float, str]
    for k in kinds:
        if k is int: print("I")
        elif k == float: print("F")
        else: print("?")
    print(kinds.index(float), int in kinds, kinds.count(str), bool in kinds)


part28()
