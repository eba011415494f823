import heapq
import itertools
class Event:
    def __init__(self, time, action, *args):
        self.time = time
        self.action = action
        self.args = args
class Sim:
    def __init__(self):
        self.now = 0
        self.queue = []
        self.counter = itertools.count()
        self.log = []
    def at(self, delay, fn, *args):
        heapq.heappush(self.queue, (self.now + delay, next(self.counter), fn, args))
    def run(self, until=100):
        while self.queue:
            t, _, fn, args = heapq.heappop(self.queue)
            if t > until:
                break
            self.now = t
            fn(*args)
sim = Sim()
def arrive(name, n):
    print(f"{sim.now:>4} {name} arrives {n}")
    if n < 3:
        sim.at(5, arrive, name, n + 1)
def leave(name):
    print(f"{sim.now:>4} {name} leaves")
sim.at(1, arrive, "a", 1)
sim.at(3, arrive, "b", 2)
sim.at(4, leave, "a")
sim.run()
print(sim.now, len(sim.queue))
