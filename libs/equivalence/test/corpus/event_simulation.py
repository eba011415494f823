import heapq


class Simulator:
    def __init__(self):
        self.now = 0
        self.queue = []
        self.serial = 0
        self.log = []

    def schedule(self, delay, name):
        self.serial += 1
        heapq.heappush(self.queue, (self.now + delay, self.serial, name))

    def run(self, until):
        while self.queue and self.queue[0][0] <= until:
            self.now, _, name = heapq.heappop(self.queue)
            self.log.append(f"{self.now}:{name}")
            if name == "tick" and self.now < 6:
                self.schedule(2, "tick")


sim = Simulator()
sim.schedule(1, "tick")
sim.schedule(4, "alarm")
sim.schedule(100, "never")
sim.run(50)
print(sim.log, len(sim.queue), sim.now)
