"""`except … as e` in a module that imports math's e."""

from math import *


def root(x):
    try:
        return sqrt(x)
    except ValueError as e:
        return str(e)


print(root(-1), root(4), e > 2)
try:
    print(log(0))
except ValueError as e:
    print("first", e)
for text in ["1", "x"]:
    try:
        print(int(text) * pi)
    except ValueError as e:
        print("again", e)
