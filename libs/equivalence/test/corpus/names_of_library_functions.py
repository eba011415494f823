"""`__name__` of functions of math and operator among the program's own."""
import math
import operator


class Neuron:
    def __init__(self, act=math.tanh):
        self.act = act

    def __repr__(self):
        return f"Neuron({self.act.__name__})"


def relu(x):
    return max(0.0, x)


def integrate(f, a, b, n=10):
    h = (b - a) / n
    return f"{f.__name__} -> {sum(f(a + i * h) for i in range(n)) * h:.4f}"


def square(x):
    return x * x


for f in (math.floor, math.ceil, math.trunc, round, int):
    print(f"{f.__name__}: {f(2.7)}")
print(integrate(math.sin, 0, math.pi), integrate(math.exp, 0, 1), integrate(square, 0, 1))
for op in (operator.add, operator.mul, operator.and_):
    print(op.__name__, op(2, 3))
print(Neuron(), Neuron(relu), Neuron(lambda x: x), [n.act(1) for n in (Neuron(), Neuron(relu))])
print([f.__name__ for f in (math.sqrt, math.fabs)])
