"""Imports that may fail, by what is there in Python 3.11 on Linux."""

import os
import sys

try:
    import msvcrt
    has_console = True
except ImportError:
    has_console = False

try:
    from itertools import batched
except ImportError:

    def batched(items, n):
        items = list(items)
        for i in range(0, len(items), n):
            yield tuple(items[i : i + n])


try:
    import nowhere.to.be.found
except ImportError as error:
    print(type(error).__name__, error)

try:
    print("before")
    import nowhere
    print("never")
except (ValueError, ModuleNotFoundError) as error:
    print("lost:", error)
else:
    print("never either")
finally:
    print("after")


class Reader:
    def __init__(self):
        try:
            import winreg
            self.system = "windows"
        except ImportError:
            self.system = "other"


def count(numbers):
    try:
        from collections import Mapping
    except ImportError:
        from collections.abc import Mapping
    return isinstance(numbers, Mapping)


if sys.version_info >= (3, 8):
    from math import prod
else:

    def prod(numbers):
        out = 1
        for n in numbers:
            out *= n
        return out


if sys.version_info >= (3, 12):
    from math import sumprod
else:

    def sumprod(a, b):
        return sum(x * y for x, y in zip(a, b))


print(sumprod([1, 2], [3, 4]))
if sys.version_info[:2] >= (3, 12) or sys.platform == "win32":
    later = "later, or elsewhere"
else:
    later = "no"

if os.name == "nt":
    import msvcrt

    def key():
        return msvcrt.getch()

elif sys.platform.startswith(("darwin", "freebsd")):

    def key():
        return "from a Mac"

else:

    def key():
        return "any"


major = sys.version_info[0]
print(has_console, list(batched("abcdefg", 3)), Reader().system, count({}), count([]))
print(prod([2, 3, 7]), later, key(), major, sys.version_info.minor >= 9, sys.version_info < (3,))
