"""Attributes of functions that are set by the functions themselves, asked for before they are there."""
from functools import wraps


def counted(fn):
    calls = 0

    @wraps(fn)
    def inner(*args, **named):
        nonlocal calls
        calls += 1
        inner.calls = calls
        inner.last = args
        return fn(*args, **named)

    return inner


@counted
def greet(name, mark="!"):
    return "hi " + name + mark


def ticket():
    if not hasattr(ticket, "number"):
        ticket.number = 100
    ticket.number += 1
    return ticket.number


def average(value):
    average.total = getattr(average, "total", 0.0) + value
    average.count = getattr(average, "count", 0) + 1
    return average.total / average.count


def once():
    try:
        once.times += 1
    except AttributeError as error:
        print(error)
        once.times = 1
    return once.times


def listed():
    def note(word):
        note.words.append(word)
        return len(note.words)

    def words():
        return note.words

    note.words = []
    return note, words


def never():
    return never.set_by_nobody_yet


def sets():
    never.set_by_nobody_yet = "set"


print(hasattr(ticket, "number"), getattr(average, "count", "none"))
print(greet("Ada"), greet("Bo", mark="?"), greet.calls, greet.last, greet.__name__)
print([ticket() for _ in range(3)], hasattr(ticket, "number"), ticket.number)
print(average(3), average(4), average(8), average.count)
print(once(), once(), once.times)
note, words = listed()
other, others = listed()
note("a")
other("x")
note("b")
print(words(), others())
try:
    print(never())
except AttributeError as error:
    print("too early:", error)
sets()
print(never())
print(getattr(never, "set_by_nobody_yet", None))
never_called = counted(len)
print(never_called.calls)
