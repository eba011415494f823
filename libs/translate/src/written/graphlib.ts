/** `graphlib`, as Python. */
export const GRAPHLIB = `
from typing import Generic, TypeVar

T = TypeVar("T")


class CycleError(ValueError):
    pass


class _Node:
    def __init__(self, node):
        self.node = node
        self.left = 0
        self.successors = []


class TopologicalSorter(Generic[T]):
    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = []
        self._passed = set()
        self._done = set()
        self._prepared = False
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, node):
        if node not in self._nodes:
            self._nodes[node] = _Node(node)
        return self._nodes[node]

    def add(self, node, *predecessors):
        if self._prepared:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        found = self._node(node)
        found.left += len(predecessors)
        for each in predecessors:
            self._node(each).successors.append(node)

    def prepare(self):
        if self._prepared:
            raise ValueError("cannot prepare() more than once")
        for found in self._nodes.values():
            if found.left == 0:
                self._ready.append(found.node)
        self._prepared = True
        cycle = self._cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _cycle(self):
        finished = set()
        for start in self._nodes:
            if start in finished:
                continue
            path = [start]
            places = {start: 0}
            looked_at = [0]
            while path:
                successors = self._nodes[path[-1]].successors
                if looked_at[-1] == len(successors):
                    looked_at.pop()
                    node = path.pop()
                    del places[node]
                    finished.add(node)
                    continue
                node = successors[looked_at[-1]]
                looked_at[-1] += 1
                if node in places:
                    return path[places[node]:] + [node]
                if node not in finished:
                    places[node] = len(path)
                    path.append(node)
                    looked_at.append(0)
        return []

    def get_ready(self):
        if not self._prepared:
            raise ValueError("prepare() must be called first")
        ready = tuple(self._ready)
        for node in ready:
            self._passed.add(node)
        self._ready.clear()
        return ready

    def is_active(self):
        if not self._prepared:
            raise ValueError("prepare() must be called first")
        return len(self._done) < len(self._passed) or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if not self._prepared:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            if node not in self._nodes:
                raise ValueError(f"node {node!r} was not added using add()")
            if node not in self._passed:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            if node in self._done:
                raise ValueError(f"node {node!r} was already marked done")
            self._done.add(node)
            for successor in self._nodes[node].successors:
                found = self._nodes[successor]
                found.left -= 1
                if found.left == 0:
                    self._ready.append(successor)

    def static_order(self):
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)

`;
