class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def distance2(self):
        return self.x ** 2 + self.y ** 2


p = Point(1, 2)
q = Point(3, 4)
print(p, q, p + q, p == q, p == Point(1, 2))
print(q.distance2(), [p, q])
p.x = 10
print(p.x, p)
