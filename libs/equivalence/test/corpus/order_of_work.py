"""Everything is worked out once, from left to right, whatever comes of it."""

from itertools import islice, takewhile


def t(n, v):
    print(n, end=" ")
    return v


def star(*xs, k=1, **more):
    return len(xs) * 10 + k + len(more)


def fails():
    raise ValueError("failed")


def nothing():
    print("nothing", end=" ")


def number():
    print("number", end=" ")
    return 3


def pair():
    print("pair", end=" ")
    return 1, 2


def mixed():
    print("mixed", end=" ")
    return 1, "a"


def silent():
    print("silent", end=" ")
    return
    yield


def raising():
    raise ValueError("raised")
    yield 1


def guarded(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("closed", end=" ")


class Falsy:
    def __init__(self):
        print("Falsy", end=" ")

    def __bool__(self):
        print("bool", end=" ")
        return False


class Box:
    def __init__(self, x, y=2):
        self.x = x

    def many(self, *a, **k):
        return a, len(k)


x = 2
print("tuples:")
print(x in (t(1, 2), t(2, 3)), t(0, x) in [t(1, 2), t(2, 2)], t(0, 5) not in (t(1, 1), t(2, 2)))
print(x in pair(), x in mixed(), t(3, 5) in pair(), "a" in mixed(), t(1, 2) not in mixed())
print(t(1, "a") in range(t(2, 3)), t(1, 2.0) in range(t(2, 3)), 2.5 in range(9), t(1, None) in t(2, [1, 2]))
print(t(1, "a") in t(2, {1: 2}), t(1, "a") in t(2, {1, 2}), t(1, "a") in t(2, (1, 2)), number() in {1: 3}.values())

print("identity:")
print(nothing() is None, nothing() is not None, number() is None, number() is not None, None is number())
print(nothing() == None, number() != None, nothing() is nothing(), number() is nothing(), nothing() is number())
print(t(7, None) is t(8, 1), t(1, 1) is not t(2, None), t(3, [1]) == t(4, (1,)), t(5, None) == t(6, 1))
print(Falsy() is None, Falsy() == None, not Falsy(), isinstance(Falsy(), int), type(Falsy()) is Falsy)
if number() is None:
    print("never")
y = nothing() or number()
print(y, number() and nothing(), callable(number()), hasattr(number(), "x"), not nothing())
print(t(2, "a") * 0, [t(1, 1)] * 0, t(1, 5) * 0, (nothing(), 1)[1], {1: nothing()}[1])

print("without items:")
print(sum(silent()), list(silent()), 1 in silent(), any(silent()), all(silent()), sorted(silent()))
print(max(silent(), default=3), ",".join(silent()), dict(silent()), [x for x in silent()], {x for x in silent()})
print(list(zip(silent(), [1])), list(map(str, silent())), list(enumerate(silent())), [*silent(), 1])
xs = [1]
xs.extend(silent())
xs += silent()
print(xs)
for consume in (sum, list, any, sorted, set, tuple, max):
    try:
        print(consume(raising()))
    except ValueError as error:
        print(error, end=" ")
print()

print("abandoned:")
print(next(guarded(3)), "first")
print(next(guarded(0), t(1, "none")), next(guarded(2), t(2, 9)))
print(1 in guarded(3), any(guarded(3)), [i for i, _ in zip(guarded(5), range(1))])

print(list(islice(guarded(5), 2)), list(takewhile(lambda v: v < 1, guarded(5))), next(zip(guarded(5), range(4))))
print(next(v for v in guarded(5) if v > 1), next(iter(guarded(5))), next(map(str, guarded(5))), dict(zip("ab", guarded(5))))
print(next((v for v in t(1, [3, 4]) if v > 3), t(2, 0)), next((v for v in t(1, [3]) if v > 5), t(2, [1])))

print("arguments:")
print(star(t(1, 2), *t(2, (4, "x"))[:1], k=t(3, 4)))
print(star(t(1, 2), *t(2, [4, 5]), k=t(3, 4), z=t(4, 5)))
print(star(k=t(1, 2), *t(2, (4, 5)), **t(3, {"z": 1})))
print(star(t(1, 1), **t(2, {}), k=t(3, 3)))
for attempt in range(12):
    try:
        if attempt == 0:
            print(star(t(1, 3), *fails()[:1], k=t(2, 6)))
        elif attempt == 1:
            print(star(t(1, 3), *[t(2, 1), fails()], k=t(3, 6)))
        elif attempt == 2:
            print(star(t(1, 2), z=t(2, 3), **fails()))
        elif attempt == 3:
            print(Box(t(1, 2)).many(t(2, 3), *fails(), z=t(3, 5)))
        elif attempt == 4:
            print({t(1, 3): t(2, 2), **fails(), t(3, 6): 4})
        elif attempt == 5:
            print(f"{t(1, 2)} {fails()} {t(2, 4)}")
        elif attempt == 6:
            print([t(1, 3), *fails(), t(2, 5)])
        elif attempt == 7:
            t(1, {})[fails()] = t(2, 0)
        elif attempt == 8:
            Box(t(1, 1)).x = fails()
        elif attempt == 9:
            print(t(1, 2) < t(2, 3) < fails() < t(3, 3))
        elif attempt == 10:
            print("{} {}".format(t(1, 2), fails()))
        else:
            print(max(t(1, 1), fails(), t(2, 2)))
    except ValueError as error:
        print(error)


def wrongly(a):
    """What only raises raises after its parts were worked out."""
    try:
        print(a[t(1, 1) :: -1])
    except TypeError as error:
        print(error)
    try:
        a[t(1, 4)] = t(2, 5)
    except TypeError as error:
        print(error)
    try:
        del a[t(1, 4)]
    except TypeError as error:
        print(error)
    try:
        a.nope = t(1, 4)
    except AttributeError as error:
        print(error)
    try:
        print([*t(1, [1]), *t(2, a), t(3, 4)])
    except TypeError as error:
        print(error)
    try:
        print(t(1, 2) in a)
    except TypeError as error:
        print(error)


wrongly(5)
print([((n := t(1, v)) + n) if v else ((n := 4) + n) for v in (0, 1)])
