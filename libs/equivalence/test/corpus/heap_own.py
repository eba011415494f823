class MinHeap:
    def __init__(self, items=()):
        self.h = []
        for i in items:
            self.push(i)
    def push(self, x):
        self.h.append(x)
        i = len(self.h) - 1
        while i > 0:
            p = (i - 1) // 2
            if self.h[p] <= self.h[i]:
                break
            self.h[p], self.h[i] = self.h[i], self.h[p]
            i = p
    def pop(self):
        if not self.h:
            raise IndexError("pop from empty heap")
        top = self.h[0]
        last = self.h.pop()
        if self.h:
            self.h[0] = last
            self._down(0)
        return top
    def _down(self, i):
        n = len(self.h)
        while True:
            small = i
            for c in (2 * i + 1, 2 * i + 2):
                if c < n and self.h[c] < self.h[small]:
                    small = c
            if small == i:
                return
            self.h[i], self.h[small] = self.h[small], self.h[i]
            i = small
    def __len__(self):
        return len(self.h)
    def __iter__(self):
        while self.h:
            yield self.pop()
h = MinHeap([5, 3, 8, 1, 9, 2])
print(h.h, len(h), list(h), len(h))
t = MinHeap([(2, "b"), (1, "z"), (2, "a")])
print([t.pop() for _ in range(3)])
try:
    h.pop()
except IndexError as e:
    print(e)
