"""Generators whose parameters are called what the translation might call its own."""


def points(x, y):
    yield x
    yield y
    y += 1
    got = yield y
    print("got", got)


def quotients(x, y):
    while y:
        q, r = divmod(x, y)
        yield q
        x, y = y, r


class Walk:
    def __init__(self, y):
        self.y = y

    def steps(self, y, y2=3):
        yield from range(y)
        yield y2 + self.y
        doubled = (y * each for each in range(y))
        yield from doubled
        yield [y for y in range(2)]


def nested(y):
    def inner():
        yield y
        yield from (y + it for it in range(2))

    yield from inner()


print(list(points(1, 2)))
talk = points(3, 4)
print(next(talk), next(talk), next(talk))
try:
    talk.send("hello")
except StopIteration:
    print("done")
print(list(quotients(415, 93)), list(Walk(10).steps(3)), list(nested(5)))
y = [y for y in (y * y for y in range(4))]
print(y)
