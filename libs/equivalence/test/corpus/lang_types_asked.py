"""What is something of, where the types are values: parameters, tuples, fields, entries of a schema."""
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
import functools


def part0():
    schema = {"name": str, "age": int}
    d = {"name": "x", "age": "y"}
    for k, t in schema.items():
        print(k, t.__name__, isinstance(d[k], t))


part0()


def part1():
    schema = {"name": str, "age": (int, float)}
    d = {"name": "x", "age": 2.5}
    for k in schema:
        print(k, isinstance(d[k], schema[k]))


part1()


def part2():
    def check(x, t): return isinstance(x, t)
    print(check(1, int), check("a", int), check(1, (int, str)), check([1], list))


part2()


def part3():
    def check(x, *ts): return any(isinstance(x, t) for t in ts)
    print(check(1, int), check("a", int, str), check([1], list))


part3()


def part4():
    for x, t in [(1, int), ("a", int), (2.0, float), (None, str), (ValueError("q"), Exception)]:
        print(isinstance(x, t))


part4()


def part5():
    def f(x, kind=str):
        if not isinstance(x, kind): raise TypeError(f"want {kind.__name__}, got {type(x).__name__}")
        return x
    print(f("a"), f(3, int))
    try: f(3)
    except TypeError as e: print(e)


part5()


def part6():
    class Field:
        def __init__(self, kind, default=None):
            self.kind = kind
            self.default = default
        def check(self, v):
            if not isinstance(v, self.kind):
                return f"expected {self.kind.__name__}"
            return "ok"
    print(Field(int).check(3), Field(str, "").check(3), Field(list).check([]))


part6()


def part7():
    NUM = (int, float)
    def f(x):
        if isinstance(x, NUM): return x + 1
        return x + "!"
    print(f(1), f("a"), f(2.5))


part7()


def part8():
    class A:
        kinds = (int, str)
        def f(self, x): return isinstance(x, self.kinds)
    print(A().f(1), A().f(2.0))


part8()


def part9():
    def f(x, kinds=(int, str)): return isinstance(x, kinds)
    print(f(1), f(2.0), f(2.0, float))


part9()


def part10():
    class A: pass
    class B(A): pass
    class C: pass
    class E1(ValueError): pass
    def tell(x, *kinds):
        return [isinstance(x, k) for k in kinds]
    print(tell(B(), A, B, C), tell(3, int, A, str, (A, int)), tell(None, int, A), tell(True, int, bool, float))
    print(tell([1], list, (tuple, list), dict), tell(E1("q"), ValueError, Exception, E1, KeyError), tell("s", (str, bytes), ()))


part10()


def part11():
    def only(items, kind): return [x for x in items if isinstance(x, kind)]
    mixed = [1, "a", 2.5, None, [3], ("t",), {"k": 1}, True, b"x"]
    for kind in (int, str, float, list, dict, tuple, bool, bytes, object, (int, float), (str, (list, dict))):
        print(only(mixed, kind))
    print(only(mixed, kind=str))


part11()


def part12():
    SCALARS = (int, float, str, bool, type(None))
    TEXT = (str,)
    def walk(x, depth=0):
        if isinstance(x, SCALARS): print(" " * depth + repr(x))
        elif isinstance(x, dict):
            for k, v in x.items():
                print(" " * depth + k); walk(v, depth + 1)
        else:
            for v in x: walk(v, depth + 1)
    walk({"a": [1, None, "s"], "b": {"c": 2.5, "d": (True,)}})
    print([len(x) for x in ["ab", 3, "c"] if isinstance(x, TEXT)])


part12()


def part14():
    def validate(data, schema):
        errors = []
        for key, rule in schema.items():
            if key not in data:
                if rule.get("required", True): errors.append(f"{key}: missing")
                continue
            v = data[key]
            if not isinstance(v, rule["type"]):
                errors.append(f"{key}: expected {rule['type'].__name__}, got {type(v).__name__}")
            elif "min" in rule and v < rule["min"]: errors.append(f"{key}: too small")
        return errors
    S = {"name": {"type": str}, "age": {"type": int, "min": 0}, "nick": {"type": str, "required": False}}
    print(validate({"name": "x", "age": -1}, S), validate({"name": 5}, S), validate({"name": "q", "age": 3, "nick": 2.0}, S))


part14()


def part15():
    def f(x, t): return isinstance(x, t)
    try: print(f(1, 5))
    except TypeError as e: print(e)
    try: print(f(1, None))
    except TypeError as e: print(e)


part15()


def part16():
    @dataclass
    class Rule:
        kind: type
        label: str
    rules = [Rule(int, "i"), Rule(str, "s"), Rule(Decimal, "d")]
    for v in (1, "a", Decimal("2"), 2.5):
        print([r.label for r in rules if isinstance(v, r.kind)])


part16()


def part17():
    def typecheck(*types, **named):
        def deco(fn):
            @functools.wraps(fn)
            def inner(*args):
                for a, t in zip(args, types):
                    if not isinstance(a, t):
                        raise TypeError(f"{fn.__name__}: {a!r} is not {t.__name__}")
                return fn(*args)
            return inner
        return deco
    @typecheck(int, str)
    def rep(n, s): return s * n
    @typecheck(float)
    def half(x): return x / 2
    print(rep(2, "ab"), half(3.0))
    try: rep("x", 2)
    except TypeError as e: print(e)
    try: half(1)
    except TypeError as e: print(e)


part17()


class Typed:
    def __init__(self, name, kind): self.name, self.kind = name, kind
    def __get__(self, obj, owner): return obj.__dict__.get(self.name)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        obj.__dict__[self.name] = value
class P:
    name = Typed("name", str)
    age = Typed("age", int)
    def __init__(self, name, age): self.name, self.age = name, age
p = P("x", 3); print(p.name, p.age)
try: P(1, 2)
except TypeError as e: print(e)
