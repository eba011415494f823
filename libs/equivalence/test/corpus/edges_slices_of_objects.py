"""Slices that objects set and delete: their own, lists behind them, what takes none."""


def said(x):
    print("asked", x)
    return x


class Line:
    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, i):
        return Line(*self.items[i]) if isinstance(i, slice) else self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __delitem__(self, i):
        del self.items[i]

    def __repr__(self):
        return f"Line{tuple(self.items)}"


class Told:
    def __setitem__(self, i, value):
        print("set", i.start, i.stop, i.step, value)

    def __delitem__(self, i):
        print("del", i.start, i.stop, i.step)


class Stack(list):
    pass


class Watched(list):
    def __setitem__(self, i, value):
        print("watched", i)
        super().__setitem__(i, value)


class Plain:
    pass


line = Line(1, 2, 3, 4, 5)
line[said(1):said(3)] = said("xyz")
print(line, line[::2], line[-1])
line[::2] = [0, 0, 0]
line[1] = "one"
print(line)
line[:0] = line.items
del line[0], line[4:]
print(line)
del line[::2]
print(line)
line[5:] = (n * n for n in range(3))
print(line)
for wrong in ([1], [1, 2, 3]):
    try:
        line[::2] = wrong
    except ValueError as error:
        print(error)
try:
    line[1:2] = 5
except TypeError as error:
    print(error)
told = Told()
told[1:2] = told[:] = [3]
told[::-1] = None
del told[2:], told[said(1):said(2):said(3)]
stack = Stack([1, 2, 3])
stack[1:2] = [8, 9]
del stack[:1]
print(stack, len(stack))
watched = Watched([1, 2])
watched[0] = 5
print(watched)


def refused(work):
    try:
        work()
    except TypeError as error:
        print(error)


def set_plain():
    Plain()[1:2] = [3]


def del_plain():
    del Plain()[1:2]


def del_named():
    del Plain()["a"]


def del_first():
    del Plain()[0]


def set_text():
    text = "abc"
    text[0:1] = "x"


def set_tuple():
    pair = (1, 2)
    pair[0:1] = (3,)


def del_tuple():
    pair = (1, 2)
    del pair[:1]


def del_text():
    text = "abc"
    del text[1:]


for work in (set_plain, del_plain, del_named, del_first, set_text, set_tuple, del_tuple, del_text):
    refused(work)
del_tuple()
