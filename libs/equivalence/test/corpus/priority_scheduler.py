import heapq
from dataclasses import dataclass, field


@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    done: bool = field(default=False, compare=False)


tasks = [Task(3, "write"), Task(1, "plan"), Task(2, "review")]
heap = list(tasks)
heapq.heapify(heap)
while heap:
    task = heapq.heappop(heap)
    task.done = True
    print(task)
print(all(t.done for t in tasks), Task(1, "a") < Task(2, "b"), Task(1, "a") == Task(1, "z"))
