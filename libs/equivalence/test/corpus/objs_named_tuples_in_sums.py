# Operators of named tuples: sums and products are plain tuples, all else fails as in Python.
from collections import namedtuple
from typing import NamedTuple

Event = namedtuple("Event", "kind payload")


class Point(NamedTuple):
    x: int
    y: float = 0.5


state = {"total": 0, "last": None, "names": []}


def count(event):
    state["last"] = event
    if isinstance(event.payload, tuple):
        state["total"] += sum(event.payload)
    else:
        state["total"] += event.payload
    state["names"] += [event.kind]
    return state["total"]


def tried(work):
    try:
        print(work())
    except TypeError as error:
        print(error)


print(count(Event("one", 1)), count(Event("many", (1, 2))), count(Event("half", 0.5)), state)
tried(lambda: Event(1, 2) + (3,))
tried(lambda: (0,) + Point(1) * 2)
tried(lambda: Event(1, 2) + 1)
tried(lambda: 1 + Event(1, 2))
tried(lambda: [1] + Event(1, 2))
tried(lambda: Event(1, 2) + [1])
tried(lambda: Point(1) + "s")
tried(lambda: "s" + Point(1))
tried(lambda: Point(1) * Point(2))
tried(lambda: Point(1) * "s")
tried(lambda: 1.5 * Point(1))
tried(lambda: Point(1) - Point(2))
tried(lambda: 2 % Point(2))
tried(lambda: Point(1) | {1})
tried(lambda: None + Point(1))
tried(lambda: Point(1) / 2)
try:
    state["last"] -= 3
except TypeError as error:
    print(error)
state["last"] += (3,)
print(state["last"])
