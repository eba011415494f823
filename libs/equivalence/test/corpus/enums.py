from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


for c in Color:
    print(c, c.name, c.value)
print(Color.RED == Color.RED, Color.RED is Color.BLUE, Color(2), Color["BLUE"])
print(repr(Color.GREEN))


def mix(a: Color, b: Color) -> str:
    if a is b:
        return a.name.lower()
    return f"{a.name}+{b.name}"


print(mix(Color.RED, Color.RED), mix(Color.RED, Color.BLUE))
