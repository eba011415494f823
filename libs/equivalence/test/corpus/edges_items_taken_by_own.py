class Log:
    def extend(self, items):
        print(type(items).__name__)
        for i in items: print("got", i)
    def update(self, items):
        for i in items: print("got", i)
    def join(self, items):
        for i in items: print("got", i)
def t(x):
    print("t", x)
    return x
log = Log()
log.extend(t(x) for x in [1, 2])
log.update(t(x) for x in [1, 2])
log.join(t(x) for x in [1, 2])


def mean(items):
    for i in items: print("got", i)
def sort(items):
    print(next(items))
mean(t(x) for x in [1, 2])
sort(t(x) for x in [1, 2])


class V:
    def __init__(self, v): self.v = v
    def __add__(self, o):
        print("add", self.v, o.v)
        return V(self.v + o.v)
    def __hash__(self):
        print("hash", self.v)
        return 1
    def __eq__(self, o):
        print("eq", self.v, o.v)
        return self.v == o.v
    def __lt__(self, o):
        print("lt", self.v, o.v)
        return self.v < o.v
print(sum((V(t(x)) for x in [1, 2, 3]), V(0)).v)
print(max(V(t(x)) for x in [1, 2, 3]).v)
print(len(set(V(t(x)) for x in [1, 2, 1])))
print(len(frozenset(V(t(x)) for x in [1, 2, 1])))
print(len(dict((V(t(x)), x) for x in [1, 2, 1])))
d = {}
d.update((V(t(x)), x) for x in [1, 2, 1])
print(any(V(t(x)) == V(2) for x in [1, 2, 3]))


class Stack(list):
    def extend(self, items):
        for i in items:
            print("push", i)
            self.append(i)
s = Stack()
s.extend(t(x) for x in [1, 2])
print(s)


l = [1, 2]
l.extend([x for x in l])
print(l)
l.extend([x + len(l) for x in l])
print(l)
class W:
    def __init__(self, v): self.v = v
    def __gt__(self, o):
        print("gt", self.v, o.v)
        return self.v > o.v
    def __lt__(self, o):
        print("lt", self.v, o.v)
        return self.v < o.v
print(max([W(t(x)) for x in [1, 2, 3]]).v)
print(min(W(t(x)) for x in [1, 2, 3]).v)
m = []
try:
    m.extend([10 // x for x in [1, 2, 0]])
except ZeroDivisionError:
    print(m)
