class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o):
        if isinstance(o, V):
            return self.n == o.n
        return NotImplemented
print(V(1) != V(2), V(1) == 3, V(1) != None, [V(1)] == [V(1)], V(2) in [V(1), V(2)])
x = V(3) if len([1]) else None
print(x == V(3), x != V(3), None == x)
