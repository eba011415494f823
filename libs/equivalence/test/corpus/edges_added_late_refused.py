class T:
    def __init__(self, v): self.v = v
t = T(1)
print(hasattr(t, "hello"))
def hello(self, a, b=2): return (self.v, a, b)
T.hello = hello
print(t.hello(1))
