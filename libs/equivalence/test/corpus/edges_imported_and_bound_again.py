"""Names that are imported, all at once or one by one, and bound again: by assignments, functions, loops, handlers."""

from math import *
from random import *
from operator import *
from string import *
from time import time


def area(r):
    return pi * r**2


def gcd(a, b):
    return a if not b else gcd(b, a % b)


pi = 3
start = time()
time = time() - start
print(time >= 0, area(2), gcd(12, 18), floor(2.5))

try:
    int("x")
except ValueError as e:
    print("no number:", e)
for log in range(2):
    print("entry", log)
digits = [d for d in digits]
print(digits, ascii_lowercase[:3])
sqrt = lambda x, old=sqrt: old(x) + 1
print(sqrt(9), exp(0))
seed(3)
number = random()
random = number * 0
print(random, mul(2, 3))


def add(a, b):
    return str(a) + str(b)


class Random:
    made = 0

    def again(self):
        Random.made += 1
        return Random()


print(add(1, 2), type(Random().again()).__name__, Random.made)
