# Factories of fields that variables of the module hold, called by functions that make the objects.
import itertools
from dataclasses import dataclass, field
from functools import partial

letters = iter("abcdef").__next__


def row(width):
    return [0] * width


@dataclass(order=True)
class Job:
    priority: int
    turn: int = field(default_factory=itertools.count(1).__next__)
    name: str = field(default_factory=letters, compare=False)
    cells: list = field(default_factory=partial(row, 2), repr=False, compare=False)


class Queue:
    def __init__(self):
        self.jobs = {}

    def add(self, key, priority=5):
        return self.jobs.setdefault(key, Job(priority))


def made(priority):
    return Job(priority)


queue = Queue()
queue.add("one").cells.append(1)
print(queue.add("one"), queue.add("two", 2), made(1), Job(0), sorted(queue.jobs.values()))
print(queue.jobs["one"].cells, made(3).cells)
