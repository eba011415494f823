"""Generators that end before they begin, and tuples whose first item without a hash is found when asked."""


def count():
    got = yield 1
    while got is not None:
        got = yield got


for end in (lambda g: g.close(), lambda g: g.throw(KeyError("k")), lambda g: g.send("x")):
    g = count()
    try:
        end(g)
    except (KeyError, TypeError) as e:
        print(repr(e))
    try:
        print(g.send("more"))
    except (StopIteration, TypeError) as e:
        print(repr(e))
    print(next(g, "none"), list(g))

x = [1] if len("ab") > 1 else 3
for f in (lambda: hash((x, {1: 2})), lambda: {(1, x, {}): 2}, lambda: hash((1, {}, x)), lambda: {(x, [2])}):
    try:
        print(f())
    except TypeError as e:
        print(e)
