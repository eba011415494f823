class A: pass
class B(A):
    def __init__(self, x): self.x = x
print(A, [A, B], type(B(1)))
d = {A: "a", B: "b"}
print(d[B], A == B, A is A)
print(f"{A}", str(B))
x = [1, "a", 2.5, None, True, (1, 2), [3], {1: 2}, {4}]
for v in x:
    print(type(v), type(v).__name__)
print(type(3) == int, type("a") is str)
t = type(5)
print(t, t == int, t is int, t in (int, float))
