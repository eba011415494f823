import math


def kind(x):
    return x.__class__.__name__, type(x).__name__


def plain():
    return 1


class Tool:
    def use(self):
        return plain


print(kind(1), kind("a"), kind(len), kind(lambda: 1), kind(plain), kind(int), kind(math.sqrt))
print(type(plain).__name__, type(len).__name__, [type(f).__name__ for f in (plain, len, str, lambda: 2)])
either = [3, plain, "x", print]
for each in either:
    print(type(each).__name__, callable(each))
