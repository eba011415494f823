class V:
    wheels = 0
    tags = ["a"]
    def __init__(self, n): self.n = n
class C(V):
    wheels = 4
v, c = V(1), C(2)
v.wheels = 3
print(v.wheels, V.wheels, c.wheels, v.__dict__)
del v.wheels
print(v.wheels, v.__dict__)
try:
    del v.wheels
except AttributeError as e: print(e)
for x in [v, c]:
    x.wheels = 9
    print(x.wheels)
    del x.wheels
    print(x.wheels)
