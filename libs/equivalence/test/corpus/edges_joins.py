"""join of what may be no text: nothing raises where nothing is there, and all items are taken first."""


class Plain:
    def __str__(self):
        return "plain"


def joined(n):
    items = []
    for i in range(n):
        items.append(i)
    return ",".join(items)


def told():
    print("started")
    yield 1
    print("next")
    yield "b"


print(repr(joined(0)))
try:
    joined(2)
except TypeError as error:
    print(error)
print("-".join([Plain() for _ in range(0)]) == "", "".join([None] * 0) == "")
for bad in ([1], [None], [[]], [Plain()], [b"x"], ["a", 1], [("a",)], (1.5,), {1}, {2: 3}, ["a", "b"]):
    try:
        print("-".join(bad))
    except TypeError as error:
        print(error)
for make in (told, lambda: (i for i in range(3))):
    try:
        print(",".join(make()))
    except TypeError as error:
        print(error)
print(*[1], *"ab", *(), *range(2))
for x in (None, 5, 2.5, True, Plain()):
    try:
        print(*x)
    except TypeError as error:
        print(error)
joined(1)
