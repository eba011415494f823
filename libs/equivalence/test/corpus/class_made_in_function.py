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
