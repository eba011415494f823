class A:
    def __init__(self, v): self.v = v
    def __add__(self, o): return ("A.add", self.v, o.v)
    def __radd__(self, o): return ("A.radd", self.v)
    def __eq__(self, o):
        print("A.eq")
        return True
    def __lt__(self, o):
        print("A.lt")
        return True
    def __gt__(self, o):
        print("A.gt")
        return False
class B(A):
    def __radd__(self, o): return ("B.radd", self.v)
    def __eq__(self, o):
        print("B.eq")
        return False
class C(A):
    pass
class D(A):
    def __gt__(self, o):
        print("D.gt")
        return True
print(A(1) + B(2), B(1) + A(2), A(1) + C(2), C(1) + B(2), A(1) + A(2))
print(A(1) == B(2), B(1) == A(2), A(1) != B(2), A(1) == C(2))
print(A(1) < B(2), A(1) < D(2), D(1) > A(1), A(1) > D(1))
for x in [A(1), B(2)]:
    for y in [A(3), B(4)]:
        print(x + y, x == y)
