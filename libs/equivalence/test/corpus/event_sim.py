import heapq
import itertools

class Simulator:
    def __init__(self):
        self.queue = []
        self.now = 0
        self.counter = itertools.count()
        self.log = []

    def schedule(self, delay, action, *args):
        heapq.heappush(self.queue, (self.now + delay, next(self.counter), action, args))

    def run(self, until=100):
        while self.queue:
            t, _, action, args = heapq.heappop(self.queue)
            if t > until:
                break
            self.now = t
            action(*args)

sim = Simulator()

def arrive(name):
    sim.log.append(f"{sim.now}: {name} arrives")
    sim.schedule(5, depart, name)

def depart(name):
    sim.log.append(f"{sim.now}: {name} departs")

for i, n in enumerate(["ann", "bob", "cid"]):
    sim.schedule(i * 3, arrive, n)
sim.run()
print("\n".join(sim.log))
