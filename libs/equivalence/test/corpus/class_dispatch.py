class Node:
    def evaluate(self):
        raise NotImplementedError


class Number(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self):
        return self.value

    def __str__(self):
        return str(self.value)


class Binary(Node):
    symbol = "?"

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def __str__(self):
        return f"({self.left} {self.symbol} {self.right})"


class Add(Binary):
    symbol = "+"

    def evaluate(self):
        return self.left.evaluate() + self.right.evaluate()


class Mul(Binary):
    symbol = "*"

    def evaluate(self):
        return self.left.evaluate() * self.right.evaluate()


tree = Add(Number(2), Mul(Number(3), Add(Number(4), Number(5))))
print(tree, "=", tree.evaluate())
