"""Objects of several classes that are formatted, added and taken away: who is asked, and who is not."""


class Unit:
    pass


class Length(Unit):
    size = 1

    def __format__(self, spec):
        return f"[{spec}:{self.size}]"


class Mark:
    pass


class Marked(Mark, Length):
    pass


class Longer(Length):
    size = 3


class Plain:
    def __str__(self):
        return "plain"


for x in [Length(), Marked(), Longer(), Plain(), 7, "text"]:
    for show in (lambda x: f"{x:>5} {x}", lambda x: format(x, "x"), lambda x: "{:>5}".format(x)):
        try:
            print(show(x))
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    width = len(str(type(x).__name__))
    try:
        print(f"{x:{width}}|{x:>{width + 1}}")
    except TypeError as e:
        print(e)


class Right:
    def __radd__(self, other):
        return ("added to", other if isinstance(other, (int, str)) else type(other).__name__)

    def __rsub__(self, other):
        return ("taken from", other)


class Further(Right):
    pass


one = Right()
for x in [one, Further(), 1, "x"]:
    for y in [one, Further()]:
        try:
            print(x + y)
        except TypeError as e:
            print(e)
try:
    print(one - Right())
except TypeError as e:
    print(e)
try:
    one -= one
except TypeError as e:
    print(e)
print(sum([one, ], 5), 3 - one)
