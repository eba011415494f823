import heapq
from dataclasses import dataclass, field
from typing import Any, Optional, List, Dict

@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    deps: List[str] = field(default_factory=list, compare=False)

class Scheduler:
    def __init__(self) -> None:
        self.heap: List[Task] = []
        self.done: Dict[str, int] = {}
        self.clock = 0

    def add(self, task: Task) -> None:
        heapq.heappush(self.heap, task)

    def ready(self, task: Task) -> bool:
        return all(d in self.done for d in task.deps)

    def step(self) -> Optional[str]:
        skipped = []
        result = None
        while self.heap:
            t = heapq.heappop(self.heap)
            if self.ready(t):
                self.clock += 1
                self.done[t.name] = self.clock
                result = t.name
                break
            skipped.append(t)
        for t in skipped:
            heapq.heappush(self.heap, t)
        return result

s = Scheduler()
s.add(Task(2, "build", ["fetch"]))
s.add(Task(3, "fetch"))
s.add(Task(1, "deploy", ["build", "test"]))
s.add(Task(2, "test", ["build"]))
while (name := s.step()) is not None:
    print(name, s.clock)
print(s.done)
print(Task(1, "a") < Task(2, "b"), Task(1, "a") == Task(1, "z"), Task(5, "q"))
