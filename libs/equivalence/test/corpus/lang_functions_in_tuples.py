"""Functions compared as what containers hold."""

def a(x): return x
def b(x): return -x
xs = [(a, True), (b, False), (a, False)]
xs.remove((a, False))
print(len(xs), (b, False) in xs, (a, False) in xs, xs.index((b, False)), xs == [(a, True), (b, False)])
d = {(a, 1): 2}
print(d[(a, 1)], (b, 1) in d, {"f": a} == {"f": a})


# event system with weak typing
class Event:
    def __init__(self, name, **data): self.name = name; self.data = data
    def __repr__(self): return f"<{self.__class__.__name__} {self.name} {self.data}>"
class Bus:
    def __init__(self): self.handlers = {}
    def on(self, name, handler=None, *, once=False):
        def register(f):
            self.handlers.setdefault(name, []).append((f, once))
            return f
        return register(handler) if handler else register
    def emit(self, name, **data):
        ev = Event(name, **data); out = []
        for f, once in list(self.handlers.get(name, ())):
            out.append(f(ev))
            if once: self.handlers[name].remove((f, once))
        return out
bus = Bus()
@bus.on("a")
def first(ev): return ev.data["x"] * 2
bus.on("a", lambda ev: str(ev), once=True)
class Counter:
    def __init__(self): self.n = 0
    def handle(self, ev): self.n += 1; return self.n
c = Counter()
bus.on("a", c.handle)
print(bus.emit("a", x=2)); print(bus.emit("a", x=3)); print(bus.emit("zzz"), c.n, len(bus.handlers["a"]))
