"""Flags that derive from a class of flags without members, whose methods they share."""

from enum import Flag, IntFlag, auto


class Described(IntFlag):
    def describe(self):
        return "|".join(flag.name for flag in self) or "-"

    @classmethod
    def everything(cls):
        union = cls(0)
        for flag in cls:
            union |= flag
        return union


class Mode(Described):
    READ = 4
    WRITE = 2
    EXEC = 1


class Color(Described):
    RED = auto()
    GREEN = auto()


class Named(Flag):
    def pretty(self):
        return self.name or "none"


class Permission(Named):
    LOOK = auto()
    TOUCH = auto()


print(Mode.everything().describe(), (Mode.READ | Mode.EXEC).describe(), Color.everything(), Mode(0).describe())
print(isinstance(Mode.READ, Described), isinstance(Color.RED, Mode), repr(Mode.READ), Mode.READ + 1)
print(Color.RED | Color.GREEN in Color.everything())
print(Permission.LOOK.pretty(), Permission.LOOK | Permission.TOUCH, list(Permission))
