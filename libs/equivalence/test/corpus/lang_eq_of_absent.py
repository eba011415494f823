class P:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
class Q:
    def __init__(self): self.p = None
    def has(self, o): return self.p == o
q = Q()
try:
    print(q.has(P(1)))
except AttributeError as e: print(e)
q.p = P(1)
print(q.has(P(1)), q.p != P(2))
print(1 if q.p == None else 2) if False else None
