class Account:
    __count = 0

    def __init__(self, owner):
        self.__owner = owner
        Account.__count += 1

    def owner(self):
        return self.__owner

    def __hidden(self):
        return "account " + self.__owner

    def show(self):
        return self.__hidden()

    @classmethod
    def count(cls):
        return cls.__count


class Savings(Account):
    def __init__(self, owner, rate):
        super().__init__(owner)
        self.__owner = rate

    def rate(self):
        return self.__owner

    def __hidden(self):
        return "savings"

    def both(self):
        return self.__hidden(), self.show()


s = Savings("ann", 3)
print(s.owner(), s.rate(), s.both(), Account.count())
print(s._Account__owner, s._Savings__owner, hasattr(s, "__owner"), hasattr(s, "_Savings__owner"))
try:
    print(s.__owner)
except AttributeError as e:
    print(e)


class _Quiet:
    def __init__(self):
        self.__x = 1

    def get(self):
        __local = [self.__x for _ in range(2)]
        return __local


print(_Quiet().get(), _Quiet()._Quiet__x)


class Point:
    __slots__ = ("__x", "y")

    def __init__(self, x, y):
        self.__x = x
        self.y = y

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        self.__x = value * 10


p = Point(1, 2)
p.x = 5
p.x += 1
print(p.x, p.y, p._Point__x)
