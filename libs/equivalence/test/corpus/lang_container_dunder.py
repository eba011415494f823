class Grid:
    def __init__(self, w, h, fill=0):
        self.w, self.h = w, h
        self.cells = [[fill] * w for _ in range(h)]
    def __getitem__(self, pos):
        x, y = pos
        return self.cells[y][x]
    def __setitem__(self, pos, value):
        x, y = pos
        self.cells[y][x] = value
    def __contains__(self, value):
        return any(value in row for row in self.cells)
    def __iter__(self):
        for row in self.cells:
            yield from row
    def __len__(self):
        return self.w * self.h
    def __delitem__(self, pos):
        self[pos] = 0
    def __call__(self, x, y):
        return self[x, y]
    def __reversed__(self):
        return reversed(list(self))
g = Grid(3, 2)
g[1, 1] = 5
g[0, 0] += 7
print(g[1, 1], 5 in g, 9 in g, list(g), len(g), g(0, 0))
del g[1, 1]
print(list(g), sum(g), max(g), list(reversed(g)))
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(4)), [x for x in Countdown(3)])
it = iter(Countdown(2))
print(next(it), next(it), next(it, "done"))
