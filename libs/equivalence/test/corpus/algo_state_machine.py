from enum import Enum
class State(Enum):
    IDLE = "idle"
    RUN = "running"
    STOP = "stopped"
    def can(self, other):
        return other in TRANSITIONS[self]
TRANSITIONS = {State.IDLE: {State.RUN}, State.RUN: {State.STOP, State.IDLE}, State.STOP: set()}
class Machine:
    def __init__(self):
        self.state = State.IDLE
        self.hooks = {}
        self.trace = [self.state]
    def on(self, state, fn=None):
        if fn is None:
            def deco(f):
                self.hooks.setdefault(state, []).append(f)
                return f
            return deco
        self.hooks.setdefault(state, []).append(fn)
        return fn
    def go(self, new):
        if not self.state.can(new):
            raise RuntimeError(f"cannot go from {self.state.name} to {new.name}")
        self.state = new
        self.trace.append(new)
        for fn in self.hooks.get(new, []):
            fn(self)
m = Machine()
@m.on(State.RUN)
def started(machine):
    print("started", machine.state.value)
@m.on(State.STOP)
def stopped(machine):
    print("stopped after", len(machine.trace))
m.on(State.STOP, lambda machine: print("bye", machine.state))
m.go(State.RUN)
m.go(State.STOP)
try:
    m.go(State.RUN)
except RuntimeError as e:
    print(e)
print([s.name for s in m.trace], State("idle"), State["RUN"], State.STOP in m.hooks, len(State))
for s in State:
    print(s, s.value, repr(s), sorted(t.name for t in TRANSITIONS[s]))
try:
    State("nope")
except ValueError as e:
    print(e)
