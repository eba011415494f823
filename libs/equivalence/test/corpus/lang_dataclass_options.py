"""Options of data classes, bases of exceptions, reversed of objects, decorators that live in a class."""
from dataclasses import dataclass, field


@dataclass(eq=False)
class Node:
    value: int
    next: "Node | None" = None


@dataclass(repr=False)
class Secret:
    key: str

    def __str__(self):
        return "***"


@dataclass(init=False)
class Made:
    x: int
    y: int = 2

    def __init__(self, both):
        self.x = both


class AppError(Exception):
    pass


class Invalid(AppError, ValueError):
    pass


class Missing(AppError, KeyError):
    pass


class Ring:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


class Board:
    def __init__(self):
        self.cells = {}

    def __setitem__(self, key, value):
        self.cells[key] = value

    def __getitem__(self, key):
        return self.cells.get(key, 0)

    def __len__(self):
        return len(self.cells)

    def __reversed__(self):
        return iter(sorted(self.cells, reverse=True))


class Service:
    def __init__(self):
        self.log = []

    def logged(method):
        def wrapper(self, *args):
            self.log.append(method.__name__)
            return method(self, *args)

        return wrapper

    @logged
    def start(self, n):
        return n + 1

    @logged
    def stop(self):
        return "stopped"


a, b = Node(1), Node(1)
print(a == b, a == a, a != b, len({a, b}), Node(1, Node(2)))
print(str(Secret("k")), Secret("k") == Secret("k"))
print(Made(5), Made(5) == Made(5))
for error in (Invalid("bad"), Missing("gone")):
    try:
        raise error
    except ValueError as e:
        print("value", e)
    except LookupError as e:
        print("lookup", e)
try:
    raise Invalid("twice")
except AppError as e:
    print(e, isinstance(e, ValueError), issubclass(Invalid, ValueError), issubclass(Missing, (OSError, KeyError)))
print(list(reversed(Ring(1, 2, 3))), list(Ring("x", "y")))
board = Board()
board[1, 2] = "a"
board[0, 5] = "b"
print(list(reversed(board)), len(board), board[1, 2], board[9, 9])
service = Service()
print(service.start(1), service.stop(), service.log)
