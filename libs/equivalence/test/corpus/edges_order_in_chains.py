"""Order of evaluation in chains of methods, targets and counters."""

class Acc:
    def __init__(self): self.v = []
    def add(self, x): self.v.append(x); return self
    def get(self): return list(self.v)
    def __repr__(self): return f"Acc{self.v}"
    def __len__(self): return len(self.v)
    def __add__(self, o): r = Acc(); r.v = self.v + o.v; return r
a = Acc()
print(a.add(1).add(2), a.add(3), len(a.add(4)), a)
print(a.add(len(a)).get() + a.add(len(a)).get(), a)
print({"n": len(a), "a": a.add(9), "m": len(a)}, [a, len(a.add(1)), a], (a.get(), a.add(0)))
print(f"{a} {a.add(5)} {len(a)} {a.get()[-1]}", "%s %s" % (a, a.add(6)), "{} {}".format(a, a.add(7)))
print((a + a.add(8)).get() == a.get() * 2, str(a) + str(a.add(2)), a if a.add(1) else None)
def swap(d, i, j): d[i], d[j] = d[j], d[i]; return d
x = [1, 2, 3]; print(x, swap(x, 0, 2), x, [*x, swap(x, 0, 1)], x)
n = 0
def tick(k=1):
    global n
    n += k
    return n
print(tick() + tick() * tick(), [tick(), n, tick()], n, tick(n), n + tick(-n), n)
lst = [tick() for _ in range(3)] + [n]; print(lst, {tick(): tick() for _ in range(2)}, (n, tick(), n), tick() if n > 5 else -tick(), n and tick() or n)
d = {}
d[tick()] = tick(); d[tick()], d[tick()] = tick(), tick(); print(d, n)
m = [0] * 40
m[tick() % 40] += tick(); print(m.index(n), n)
i = 0
def nxt():
    global i
    i += 1
    return i - 1
arr = [10, 20, 30, 40]
arr[nxt()], arr[nxt()] = arr[nxt()], arr[nxt()]; print(arr, i)
s = "".join(map(str, (nxt(), nxt(), i))); print(s, nxt() < nxt() < nxt() > i - 9, i)
print(max(nxt(), nxt(), key=lambda q: -q), sorted([nxt(), i, nxt()], reverse=True), dict(a=nxt(), b=nxt()), nxt() if nxt() % 2 else (nxt(), nxt()))
