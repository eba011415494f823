"""A field that fails is reached after those before it were laid out."""
import itertools


class Said:
    def __init__(self, name):
        self.name = name

    def __format__(self, spec):
        print("format", self.name, spec)
        return self.name + spec


def tell(text):
    try:
        print(text(Said("one")))
    except Exception as error:
        print(type(error).__name__, error)


tell(lambda o: "{:bad} {:x}".format(1, o))
tell(lambda o: "{1:x} {0:bad}".format(1, o))
tell(lambda o: "{} {} {}".format(1, o))
tell(lambda o: "{:bad} {}".format(1))
tell(lambda o: "{} {name}".format(o, other=print("other")))
tell(lambda o: "{} {0}".format(o))
tell(lambda o: "{0.name} {0} {0.missing}".format(o))
tell(lambda o: f"{o} {missing} {o}")
tell(lambda o: f"{1:bad} {missing}")
tell(lambda o: f"{missing} {o}")
tell(lambda o: f"{o:>5}{o}")


def told(count):
    for i in range(count):
        print("taken", i)
        yield i


print(list(itertools.product([], [1])), tuple(itertools.product(told(2), [])))
print(list(itertools.product([], told(1), [2])), list(zip([], told(2))), list(itertools.zip_longest([], [1])))
for power in (lambda: 0j**-1, lambda: 0j**-2.5, lambda: 1 / 0j, lambda: pow(0j, -1)):
    try:
        print(power())
    except ZeroDivisionError as error:
        print(error)
