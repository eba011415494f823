"""Classes that functions make anew at each call."""


def chain(n):
    class Node:
        __slots__ = ["value", "next"]
        MOST = 3

        def __init__(self, value):
            self.value = value
            self.next = None

    head = None
    for i in range(min(n, Node.MOST)):
        node = Node(i)
        node.next = head
        head = node
    out = []
    while head:
        out.append(head.value)
        head = head.next
    return out


def shared():
    class Box:
        items = []

        def add(self, item):
            self.items.append(item)

    a, b = Box(), Box()
    a.add(1)
    b.add(2)
    return Box.items


print(chain(2), chain(5), shared())


def counted(func):
    class Wrapper:
        def __init__(self):
            self.calls = 0

        def __call__(self, *args):
            self.calls += 1
            return func(*args)

    return Wrapper()


@counted
def add(a, b):
    return a + b


def countdown(n, step=1):
    label = f"from {n}"

    class Steps:
        """Counts down."""

        def __init__(me, at=None):
            me.at = n if at is None else at

        def __iter__(me):
            return Steps(me.at)

        def __next__(me):
            if me.at <= 0:
                raise StopIteration
            me.at -= step
            return me.at + step

        def __repr__(me):
            return f"<{label} {me.at}>"

    return Steps()


def pipe(*steps):
    class Pipe:
        def run(self, x):
            for step in steps:
                x = step(x)
            return x

        def each(self, xs):
            return [self.run(x) for x in xs if len(steps) > 0]

    return Pipe()


print(add(1, 2), add(3, 4), add.calls)
c = countdown(5, 2)
print(list(c), c, list(countdown(3)), countdown(1))
print(pipe(lambda x: x + 1, lambda x: x * 2).each([1, 2]), pipe(len).run("abc"), pipe().each("ab"))


def maker(n):
    class Scaled:
        def __init__(self, k, *rest, scale=2, **more):
            self.k = k * scale + n + len(rest) + len(more)

        def again(self):
            return Scaled(self.k, 1, 2, scale=1, z=3)

    def make(*a, **kw):
        return Scaled(*a, **kw)

    return make


make = maker(10)
print(make(1).k, make(1, 2, 3, scale=3, q=1).k, make(1).again().k, maker(0)(5).k)
