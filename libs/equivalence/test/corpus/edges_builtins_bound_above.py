import sys

input = sys.stdin.readline
max = lambda a, b: a - b
list: object = [3, 4]


class Reader:
    def ints(self):
        return [int(x) for x in input().split()]


def both():
    return max(7, 4), len(list), [f() for f in [lambda: input()]]


def min(a, b):
    return f"min {a} {b}"


def low():
    return min(1, 2)


print(Reader().ints(), both(), low())
