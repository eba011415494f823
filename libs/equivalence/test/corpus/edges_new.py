class Once:
    made = []

    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, sorted(kwargs))
        self = super().__new__(cls)
        cls.made.append(cls.__name__)
        return self

    def __init__(self, a, b=2, *, c=3):
        print("init", a, b, c)
        self.total = a + b + c


def say(x):
    print("say", x)
    return x


print(Once(say(1), c=say(4), b=say(2)).total, Once.made)


class Twice(Once):
    def __init__(self, a):
        super().__init__(a, 10)


print(Twice(5).total, Twice.made)


class Multi:
    pool = {}

    def __new__(cls, key):
        found = cls.pool.get(key)
        if found is None:
            found = object.__new__(cls)
            cls.pool[key] = found
            found.count = 0
        found.count += 1
        return found


a, b, c = Multi("x"), Multi("y"), Multi("x")
print(a is c, a is b, a.count, b.count)


class Odd:
    def __new__(cls, n):
        if n % 2:
            return n
        return super().__new__(cls)

    def __init__(self, n):
        self.n = n


for n in (1, 2):
    x = Odd(n)
    print(isinstance(x, Odd), x if isinstance(x, int) else x.n)
try:
    Once()
except TypeError as error:
    print(error)


class Counter:
    def __init__(self):
        cls = type(self)
        cls.n = getattr(cls, "n", 0) + 1

    @classmethod
    def reset(cls):
        cls.n = 0


class Sub(Counter):
    pass


Counter()
Counter()
Sub()
print(Counter.n, Sub.n)
Sub.reset()
print(Counter.n, Sub.n)
Counter.n = "text"
print(Counter.n, Sub.n, Sub().n)
