"""Properties are made of those of base classes and of other names, part by part."""


class Root:
    @property
    def spam(self):
        return 1


class P(Root):
    def __init__(self):
        self._spam = 5
    @property
    def spam(self):
        "base"
        return self._spam + super().spam
    @spam.setter
    def spam(self, v):
        self._spam = v
    @spam.deleter
    def spam(self):
        print("deleted")


class Q(P):
    @P.spam.setter
    def spam(self, v):
        self._spam = v * 10


class R(Q):
    @Q.spam.getter
    def spam(self):
        return -super().spam


class S(R):
    @R.spam.deleter
    def spam(self):
        print("S deleted")


for c in P, Q, R, S:
    q = c()
    print(c.__name__, q.spam)
    q.spam = 7
    print(q.spam, q._spam)
    del q.spam


class Named:
    @property
    def x(self):
        return 1
    @x.setter
    def y(self, v):
        print("set y", v)
a = Named()
a.y = 3
print(a.y, a.x)
try:
    a.x = 3
except AttributeError as e:
    print(e)


class Told:
    def __init__(self):
        self._spam = 5
    @property
    def spam(self):
        """Base"""
        return self._spam
class Retold(Told):
    @Told.spam.getter
    def spam(self):
        """Sub"""
        return self._spam
    @spam.setter
    def spam(self, v):
        self._spam = v
q = Retold()
q.spam = 4
print(q.spam, Retold.spam.__doc__, Told.spam.__doc__)
