"""Templates that are given as many values as there are."""

def t(n, v):
    print(n, end=" ")
    return v
items = [1, "a", 2.5]
print("{} {}".format(*items[:2]), "{2} {0!r:>5} {1}".format(*items), "{0}-{1}-{x}".format(*[1, 2], x=3))
pair = (1, "b")
print("{} {}".format(*pair), "{} {} {}".format(0, *pair), "{a} {}".format(*[7], a=t(1, 2)))
template = "{:>4}|{:<4}"
print(template.format(*pair), template.format(*[5, 6]), template.format(t(1, 1), t(2, 2)))
row = ["x", "yy", "zzz"]
widths = [3, 4, 5]
print(" | ".join("{:<{}}".format(c, w) for c, w in zip(row, widths)), "{:>5}{:>5}{:>5}".format(*row))
for bad in ("{} {} {} {}", "{0} {}", "{9}"):
    try:
        print(bad.format(*row))
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)
def show(fmt, *args):
    return fmt.format(*args)
print(show("{}:{}", 1, 2), show("{1}{0}", "a", "b"))
def log(message, *args, **kw):
    print(message.format(*args), sorted(kw))
log("{} {}", 1, "q", z=1)
