def adder(n):
    return lambda self, x: x + n


class Adding:
    add = adder(3)


print(Adding().add(4))
