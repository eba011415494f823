class Point:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


try:
    print(Point.x)
except AttributeError as error:
    print(error)
