"""Classes and functions as values that stand above their definitions, and what calls say that do not fit."""


class Node:
    def __add__(self, other):
        return Sum(self, other)


class Sum(Node):
    def __init__(self, *parts):
        self.parts = parts


TABLE = {"sum": Sum, "node": Node}


def build(name):
    return MAKERS[name]()


def early():
    return [helper, Sum]


def helper():
    return "helped"


MAKERS = {"a": helper, "b": lambda: "lambda"}
print(build("a"), build("b"), early()[0](), type(Node() + Node()).__name__, TABLE["sum"](1, 2).parts)


class Coded(Exception):
    def __init__(self, code, *details):
        super().__init__(code, *details)
        self.code = code


class Plain(ValueError):
    def __init__(self, *details):
        ValueError.__init__(self, "plain", *details)


for error in (Coded(7, "why", 3), Coded(8), Plain("x", 2), Plain()):
    try:
        raise error
    except (Coded, Plain) as caught:
        print(type(caught).__name__, caught.args, caught)


def f(a, b=2, *, c, d=4):
    return a, b, c, d


def attempt(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


settings = {"a": 1}
print(attempt(lambda: f(1)), attempt(lambda: f(c=3)), attempt(lambda: f(1, 2, 3)), sep="\n")
print(attempt(lambda: f(1, 2, 3, c=4)), attempt(lambda: f(**settings)), attempt(lambda: f(1, c=0)), sep="\n")
data = {"a": 1}
data.update({"b": 2}, c=3)
data.update([("d", 4)], a=0)
print(data)
letters = bytearray(b"ab")
letters.extend([99, 100])
print(letters, letters.upper(), letters.replace(b"a", b"zz"))
