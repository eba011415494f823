def greet(self):
    return f"hi {self.name}"
class P:
    def __init__(self, n): self.name = n
P.greet = greet
print(P("a").greet())
P.shout = lambda self: self.name.upper()
print(P("b").shout())
def add_method(cls):
    def describe(self):
        return f"{cls.__name__} {self.x}"
    cls.describe = describe
    return cls
@add_method
class Shown:
    def __init__(self): self.x = 1
print(Shown().describe())
