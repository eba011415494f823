class Countdown:
    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class Grid:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, index):
        return self.rows[index]

    def __len__(self):
        return len(self.rows)

    def __contains__(self, item):
        return any(item in row for row in self.rows)


print(list(Countdown(4)), sum(Countdown(3)))
g = Grid([[1, 2], [3, 4]])
print(g[1], len(g), 3 in g, 9 in g)
