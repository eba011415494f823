"""print as a value, and what it is given that it does not know."""

class Subject:
    def __init__(self): self._obs = {}
    def on(self, ev, fn): self._obs.setdefault(ev, []).append(fn); return lambda: self._obs[ev].remove(fn)
    def emit(self, ev, *a, **k): return [f(*a, **k) for f in self._obs.get(ev, ())]
s = Subject(); log = []
off = s.on("x", lambda v: log.append(v)); s.on("x", print); s.on("y", lambda *, k: k * 2)
s.emit("x", 1); off(); s.emit("x", 2); print(log, s.emit("y", k=21), s.emit("none"))
try:
    print(1, k=2)
except TypeError as e:
    print(e)
shown = [print, lambda *a, **k: print(len(a), k)]
for show in shown:
    try:
        show("a", "b", tag=1)
    except TypeError as e:
        print(e)
