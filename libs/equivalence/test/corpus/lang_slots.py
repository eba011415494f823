class P:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x = 1


p = P()
try:
    p.z = 2
    print("set")
except AttributeError as e:
    print(e)
try:
    print(p.y)
except AttributeError as e:
    print(e)


class Q(P):
    pass


q = Q()
q.z = 5
print(q.z)
try:
    p.__dict__
except AttributeError as e:
    print(e)
print(P.__slots__, p.__slots__)
