"""Arguments by name that a function hands on to what is built in; classes of a table asked what they derive from."""
import json
from pathlib import PurePath


def log(*args, **kwargs):
    print("LOG:", *args, **kwargs)


def quoted(*args, **kw):
    print(*[repr(each) for each in args], **kw)


def tail(first, **options):
    print(first, sep="|", **options)


def dumped(value, **options):
    return json.dumps(value, **options)


def ordered(values, **how):
    return sorted(values, **how), max(values, **how)


def whole(text, **how):
    return int(text, **how)


def cut(text, **how):
    return text.split(**how)


log(1, "a")
log(2, "b", sep=" / ")
log()
log(end="!\n")
quoted(1, "x")
quoted(2, "y", sep="-")
quoted(3, end=";\n", sep="")
tail("t")
tail("u", end="<\n")
print(dumped({"b": [1], "a": "é"}), dumped({"b": 1, "a": 2}, sort_keys=True), dumped("é", ensure_ascii=False))
try:
    print(ordered([3, -4, 1]), ordered(["b", "aaa", ""], key=len))
    print(whole("12"), cut("a-b-c"), cut("a-b-c", sep="-"))
finally:
    print(PurePath("a").name)

registry = {}


def register(cls):
    registry[cls.__name__.lower()] = cls
    return cls


class Plugin:
    def run(self):
        return "plain"


@register
class Alpha(Plugin):
    pass


@register
class Beta(Alpha):
    def run(self):
        return "beta " + super().run()


@register
class Other:
    def run(self):
        return "other"


for name, cls in sorted(registry.items()):
    print(name, cls().run(), issubclass(cls, Plugin), issubclass(cls, (Beta, Other)))
print([cls.__name__ for cls in registry.values() if not issubclass(cls, Plugin)])
