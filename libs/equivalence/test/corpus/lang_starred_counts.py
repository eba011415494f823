"""As many arguments as a list holds, for functions that take one, two or any number of them."""
import math
import operator

TABLE = {
    "abs": abs,
    "len": len,
    "hex": hex,
    "round": round,
    "sqrt": math.sqrt,
    "sub": operator.sub,
    "not": operator.not_,
    "neg": operator.neg,
    "max": max,
    "pair": lambda a, b: (a, b),
    "all": lambda *a: list(a),
}


def call(name, args):
    try:
        return TABLE[name](*args)
    except TypeError as e:
        return "TypeError: " + str(e) if name != "pair" else "TypeError"


for name in TABLE:
    if name != "len":
        print(name, [call(name, args) for args in ([4], [7, 2])])
print(len(*["four"]), len(*[[1, 2]]), round(*[2.567, 1]), round(*[2.5]), abs(*(-3,)), math.sqrt(*[2.25]))
for args in ([], ["a", "b"]):
    try:
        print(len(*args))
    except TypeError as e:
        print(e)
try:
    print(len("a", "b"))
except TypeError as e:
    print(e)
for xs in ([3], [], [3, 1]):
    try:
        print(max(*xs), min(*xs))
    except TypeError as e:
        print(e)
print(max(*[[1, 2], [1, 3]]), min(*("b", "a")), max(*range(3)), max(*{1: 2, 5: 6}), min(*[4, 2], key=lambda v: -v))


def best(*args):
    return max(*args)


print(best(1, 2), best(2.5, 1.5, 9.0))
print([round(*pair) for pair in [(2.345, 2), (10.06, 1)]], [operator.add(*pair) for pair in [[1, 2], [3, 4]]])
