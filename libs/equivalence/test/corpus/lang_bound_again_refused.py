class Node:
    def __init__(self, v): self.v = v
    def add(self, v): return Node(v)
n = Node(1)
class Node:
    def __init__(self, key): self.key = key
print(n.add(3).key)
