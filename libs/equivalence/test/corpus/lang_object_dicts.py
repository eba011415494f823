import json
from dataclasses import dataclass, field


class Base:
    def __init__(self, **kwargs):
        for key, value in kwargs.items():
            setattr(self, key, value)

    def __repr__(self):
        inner = ", ".join(f"{k}={v!r}" for k, v in sorted(self.__dict__.items()))
        return f"{self.__class__.__name__}({inner})"


class User(Base):
    pass


u = User(name="Ann", age=3)
print(u, u.name, u.age)
print(json.dumps(u.__dict__))
print(json.dumps(vars(u), indent=2, sort_keys=True))


@dataclass
class Item:
    name: str
    price: float
    tags: list = field(default_factory=list)


it = Item("a", 2.5)
print(vars(it), it.__dict__ == Item("a", 2.5).__dict__)
it.tags.append("x")
print(it.__dict__)
d = it.__dict__
it.price = 9.0
print(d)
del it.tags
print(d, len(d))
it.extra = None
print(list(d), {**d, "more": 1})
for key, value in it.__dict__.items():
    print(key, "->", value)
try:
    d["price"]
    d["nope"]
except KeyError as e:
    print("KeyError", e)


class Temp:
    def __init__(self, c):
        self.__dict__["c"] = c
        self.__dict__.update(f=c * 9 / 5 + 32)

    @property
    def c(self):
        return "prop " + str(self.__dict__["c"])


t = Temp(100)
print(t.c, t.f, vars(t))


class Holder:
    def __init__(self):
        self._private = 1
        self.__hidden = 2
        self.name = "n"

    def public(self):
        return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}


print(Holder().public(), Holder().__dict__)
try:
    for k in it.__dict__:
        it.later = 1
except RuntimeError as e:
    print(e)
