"""Topological order: all at once, group by group, and where there is none."""
from graphlib import CycleError, TopologicalSorter

sorter = TopologicalSorter()
sorter.add("d", "b", "c")
sorter.add("b", "a")
sorter.add("c", "a")
print([*sorter.static_order()])
print(list(TopologicalSorter({3: [1, 2], 2: [1], 5: []}).static_order()))
tasks = {"deploy": ["test", "build"], "test": ["build"], "build": ["fetch"], "docs": ["fetch"]}
sorter = TopologicalSorter(tasks)
sorter.prepare()
while sorter.is_active():
    group = sorter.get_ready()
    print(group, bool(sorter))
    sorter.done(*group)
print(sorter.get_ready(), sorter.is_active())
for graph in ({"a": ["b"], "b": ["c"], "c": ["a"]}, {1: [1]}, {"x": ["y"], "y": ["z"], "z": ["y"], "w": []}):
    try:
        print(list(TopologicalSorter(graph).static_order()))
    except CycleError as error:
        print(error, isinstance(error, ValueError))


def tried(work):
    try:
        print(work())
    except ValueError as error:
        print(type(error).__name__, error)


fresh = TopologicalSorter({"b": ["a"]})
tried(lambda: fresh.get_ready())
tried(lambda: fresh.is_active())
tried(lambda: fresh.done("a"))
fresh.prepare()
tried(lambda: fresh.prepare())
tried(lambda: fresh.add("q"))
tried(lambda: fresh.done("a"))
tried(lambda: fresh.done("zz"))
print(fresh.get_ready())
fresh.done("a")
tried(lambda: fresh.done("a"))
print(fresh.get_ready(), fresh.is_active())
