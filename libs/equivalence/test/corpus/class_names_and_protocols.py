"""Names and classes at their edges: locals named as classes, protocols that are asked, containers given to themselves."""
import secrets
from collections.abc import MutableSequence, Set
from types import SimpleNamespace
from typing import Protocol, runtime_checkable


class Node:
    pass


class Holder:
    def __init__(self):
        self.node = Node()
        self.kind = Node

    def held(self):
        Node = self.node
        return Node is self.node

    def made(self):
        Node = self.kind
        return type(Node()).__name__


def counted(Node=2):
    for Node in range(Node):
        pass
    return Node, [Node for Node in "ab"]


class Speaker(Protocol):
    def speak(self) -> str: ...


@runtime_checkable
class Runner(Protocol):
    def run(self) -> str: ...


@runtime_checkable
class Callback(Protocol):
    def __call__(self, x: int) -> int: ...


class Dog:
    def speak(self):
        return "woof"

    def run(self):
        return "go"


class Same:
    def __call__(self, x):
        return x


class Texts(Set):
    def __init__(self, items):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def __hash__(self):
        return self._hash()


class Row(MutableSequence):
    def __init__(self):
        self.items = []

    def __getitem__(self, at):
        return self.items[at]

    def __setitem__(self, at, item):
        self.items[at] = item

    def __delitem__(self, at):
        del self.items[at]

    def __len__(self):
        return len(self.items)

    def insert(self, at, item):
        self.items.insert(at, item)


def tried(work):
    try:
        print(work())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


def removed(node, name):
    if name == "seen":
        del node.seen
    else:
        del node.unseen


holder = Holder()
print(holder.held(), holder.made(), counted())

node = Node()
node.seen = 1
tried(lambda: removed(node, "seen"))
tried(lambda: removed(node, "seen"))
tried(lambda: removed(node, "unseen"))

tried(lambda: Speaker())
tried(lambda: Runner())
tried(lambda: isinstance(Dog(), Speaker))
tried(lambda: isinstance(Dog(), Runner))
print([isinstance(each, Callback) for each in (tried, len, Same)], isinstance(Same(), Callback), isinstance(3, Callback))

first, second = Texts([1, 2, 3]), Texts([3, 2, 1])
print(first == second, hash(first) == hash(second), {first: "one"}[second], hash(first), hash(Texts([])))

row = Row()
row.extend([1, 2, 3])
row.extend(row)
print(list(row), list(reversed(row)))

tried(lambda: SimpleNamespace(1, 2))
print(secrets.compare_digest("abc", "abc"), secrets.compare_digest(b"a", b"b"))
tried(lambda: secrets.compare_digest("a", b"a"))
tried(lambda: secrets.compare_digest("é", "é"))
tried(lambda: secrets.compare_digest(1, 2.5))


class Stopper(Runner, Protocol):
    def stop(self): ...


tried(lambda: issubclass(Dog, Speaker))
print(issubclass(Dog, Runner), issubclass(Dog, Stopper), issubclass(Same, Callback), isinstance(Dog(), (int, Runner)))
