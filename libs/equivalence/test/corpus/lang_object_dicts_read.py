class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"P({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    def __eq__(self, other):
        return isinstance(other, P) and self.__dict__ == other.__dict__


p = P(1, "a")
print(p.__dict__)
print(vars(p))
print(p)
print(p == P(1, "a"), p == P(1, "b"))
for k in vars(p):
    print(k)
print(list(p.__dict__.keys()), list(p.__dict__.values()))
print("x" in p.__dict__, p.__dict__.get("q", 0), p.__dict__["x"])
print(len(vars(p)))
p.z = 4.5
print(p.__dict__)
print(sorted(p.__dict__))
