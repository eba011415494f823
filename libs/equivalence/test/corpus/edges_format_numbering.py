for f in [lambda: "{0}{}".format(1, 2), lambda: "{}{0}".format(1, 2), lambda: "{} {}".format(1), lambda: "{a}".format(b=1), lambda: "{0[5]}".format([1]), lambda: "{0.x}".format(1), lambda: "{:>{w}}|".format("a", w=4), lambda: "{:{}}|".format("a", 4), lambda: "{!r}".format("a"), lambda: "{:>5}{{}}".format(1), lambda: "{0:{1}}".format(3, "05d"), lambda: "{x[k]}".format(x={"k": 1})]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def f(t, *a):
    try:
        return t.format(*a)
    except Exception as e:
        return f"{type(e).__name__} {e}"
for t in ["{0}{}", "{}{0}", "{}{}", "{1}{0}", "{:>{}}", "{0:>{}}", "{:>{1}}"]:
    try:
        print(t.format(7, 5))
    except ValueError as e:
        print(e)
