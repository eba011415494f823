import math
import operator


class Env(dict):
    pass


SCOPE = Env()
SCOPE["+"] = lambda *xs: sum(xs)
SCOPE["-"] = lambda x: -x
SCOPE["max"] = max
SCOPE["abs"] = abs
SCOPE["mod"] = operator.mod
SCOPE["n"] = 3


def run(x):
    """A value that may be a number, a name or a call: what is called may be of any kind."""
    if isinstance(x, str):
        return SCOPE[x]
    if not isinstance(x, list):
        return x
    call = run(x[0])
    return call(*[run(each) for each in x[1:]])


print(run(["+", 1, ["-", "n"], ["max", 4, "n"]]), run(["abs", ["mod", -7, 4]]))
for wrong in (["-", 1, 2], ["abs"], ["n", 1]):
    try:
        run(wrong)
    except TypeError as error:
        print(error)

COUNTED = {"sqrt": (math.sqrt, 1), "pow": (pow, 2), "atan2": (math.atan2, 2), "add": (lambda a, b: a + b, 2)}


def rpn(text):
    stack = []
    for word in text.split():
        if word in COUNTED:
            function, count = COUNTED[word]
            taken = stack[-count:]
            del stack[-count:]
            stack.append(function(*taken))
        else:
            stack.append(float(word))
    return stack


def applied(name, *args):
    function, count = COUNTED[name]
    return function(*args)


print(rpn("9 sqrt 2 pow 1 add"), applied("pow", 2, 5), applied("sqrt", 16))
for name, args in (("sqrt", (1.0, 2.0)), ("atan2", (1.0,)), ("add", (2.0,))):
    try:
        print(applied(name, *args))
    except TypeError as error:
        print(error)


class Job:
    done = 0

    def __init__(self, function, *args, **kwargs):
        self.function, self.args, self.kwargs = function, args, kwargs

    def run(self, **more):
        Job.done += 1
        return self.function(*self.args, **{**self.kwargs, **more})


class Scale:
    def __init__(self, by):
        self.by = by

    def of(self, x, times=1):
        return self.by * x * times


def area(w, h=1, *, unit=1):
    return w * h * unit


jobs = [
    Job(area, 2),
    Job(area, 2, h=5),
    Job(area, 3, unit=4),
    Job(Scale(3).of, 2, times=2),
    Job(lambda x, **rest: (x, sorted(rest)), 1, b=2, a=3),
    Job(area, 1, depth=3),
    Job(area, 1, w=3),
]
for job in jobs:
    try:
        print(job.run())
    except TypeError as error:
        print(error)
print(jobs[0].run(h=7), jobs[2].run(h=2), Job.done)
