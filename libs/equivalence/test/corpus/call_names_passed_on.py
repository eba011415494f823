"""Arguments by name that are added to, taken away or changed before they are passed on."""

log = []


def inner(a=0, b=2, *rest, **more):
    return a, b, rest, list(more.items())


def added(**kw):
    kw["b"] = 7
    kw.setdefault("z", 1)
    return inner(**kw)


def taken(*args, **kw):
    size = kw.pop("size", None)
    return size, inner(*args, **kw)


def removed(**kw):
    del kw["z"]
    return inner(**kw)


def rebound(**kw):
    kw = dict(kw, more=1)
    return inner(**kw)


def emptied(**kw):
    if len(kw) > 1:
        kw.clear()
    return inner(**kw)


def merged(**kw):
    kw |= {"b": 5}
    kw.update(a=4)
    return inner(**kw)


def watched(**kw):
    log.append(kw)
    return inner(**kw)


def within(**kw):
    def nested(kw):
        return inner(**kw)

    def same():
        return inner(**kw)

    return nested({"q": 5}), same()


def read(**kw):
    names = ", ".join(f"{k}={v}" for k, v in kw.items())
    if "a" in kw and kw["a"] > 1 and len(kw) > 1:
        names += "!"
    return names, kw.get("b", "-"), inner(**kw)


print(added(a=1), added(a=3, q=4))
print(taken(1, size=2, y=3), taken(y=4), taken())
print(removed(z=2, y=1), rebound(z=2), rebound())
print(emptied(a=1), emptied(a=1, b=3), merged(), merged(a=9, c=1))
print(watched(a=1, q=2), watched(), log)
print(within(z=1), read(a=2, b=3), read(x=1), read())


def shown(**kw):
    return kw


conf = {"c": 1, "d": 2}
print(shown(a=0, **conf, b=2), shown(**conf, b=2), shown(**{}, z=1), shown(b=1, **conf))
print(shown(**conf, **{"e": 3}), shown(**{**conf, "c": 9}, a=1))
try:
    print(shown(c=1, **conf))
except TypeError as e:
    print("TypeError")


class Base:
    def __init__(self, *items, **options):
        self.items = items
        self.options = options


class Counted(Base):
    def __init__(self, *items, **options):
        options["count"] = len(items)
        super().__init__(*items, **options)


class Named(Base):
    def __init__(self, **options):
        self.name = options.pop("name", "none")
        super().__init__(**options)


print(Counted(1, 2, x=3).options, Named(name="n", z=1).options, Named(z=1).name)


def keyed(key, **kw):
    kw[None] = key
    kw[3] = 1
    return kw, {**kw, key: 0}


print(keyed("k", a=1), keyed(None), keyed("b", b="x", c=None))
