import queue
from queue import Queue, LifoQueue, PriorityQueue, SimpleQueue, Empty, Full
from dataclasses import dataclass, field

q = Queue()
for i in range(5):
    q.put(i)
print(q.qsize(), q.empty(), q.full(), q.maxsize)
while not q.empty():
    print(q.get(), end=" ")
    q.task_done()
print()
q.join()
try:
    q.get_nowait()
except queue.Empty as e:
    print("empty", type(e), repr(e), str(e) == "")
try:
    q.get(block=False)
except Empty:
    print("empty")
try:
    q.get(timeout=0.01)
except Empty:
    print("timed out")
try:
    q.get(timeout=-1)
except ValueError as e:
    print(e)
try:
    q.task_done()
except ValueError as e:
    print(e)
b = Queue(maxsize=2)
b.put("a")
b.put("b")
print(b.full(), b.qsize())
try:
    b.put("c", block=False)
except Full as e:
    print("full", repr(e), type(e))
try:
    b.put_nowait("c")
except queue.Full:
    print("full again")
try:
    b.put("c", timeout=0.01)
except Full:
    print("full timed out")
print(list(b.queue))
s = LifoQueue()
for w in "push pop peek".split():
    s.put(w)
print([s.get() for _ in range(s.qsize())], s.empty())
pq = PriorityQueue()
for item in [(3, "c"), (1, "a"), (2, "b"), (1, "A")]:
    pq.put(item)
print(pq.queue[0])
while not pq.empty():
    priority, name = pq.get()
    print(priority, name)

@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False)

jobs: "PriorityQueue[Job]" = PriorityQueue()
jobs.put(Job(5, "low"))
jobs.put(Job(1, "high"))
print(jobs.get().name, jobs.get().name)
sq = SimpleQueue()
sq.put(1.5)
print(sq.qsize(), sq.get(), sq.empty())
try:
    sq.get_nowait()
except Empty:
    print("simple empty")
def bfs(graph: dict[str, list[str]], start: str) -> list[str]:
    seen = {start}
    todo: Queue[str] = Queue()
    todo.put(start)
    order = []
    while not todo.empty():
        at = todo.get()
        order.append(at)
        for n in graph[at]:
            if n not in seen:
                seen.add(n)
                todo.put(n)
    return order
print(bfs({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, "a"))


class UniqueQueue(Queue):
    def _init(self, maxsize):
        self.queue = []
        self.seen = set()

    def _put(self, item):
        if item not in self.seen:
            self.seen.add(item)
            self.queue.append(item)

    def _get(self):
        return self.queue.pop(0)


unique = UniqueQueue()
for i in [1, 2, 1, 3]:
    unique.put(i)
print(unique.qsize(), unique.get(), isinstance(unique, Queue), isinstance(pq, queue.Queue))
typed: Queue[int] = Queue[int](maxsize=3)
typed.put(4)
print(typed.get() + 1, typed.unfinished_tasks)
typed.get_nowait()
