"""Names of imports that are read before the import has run, or whose import never runs."""


def area(radius):
    return math.floor(math.pi * radius)


def tell(ask):
    try:
        print(ask())
    except NameError as error:
        print(type(error).__name__, error)


tell(lambda: area(2))
try:
    print(json.dumps([1]), "never")
except NameError as error:
    print(error)
import math

tell(lambda: area(2))
import json

print(json.dumps([area(3)]))


def within(times):
    try:
        print(textwrap.shorten("a b c", 3 + times))
    except UnboundLocalError as error:
        print(error)
    import textwrap

    return textwrap.fill("a b", 1)


print(within(2))


def perhaps(kind):
    if kind == "from":
        from string import digits, ascii_lowercase as letters

        return digits, letters[:3]
    if kind == "loop":
        for _ in range(len(kind)):
            import heapq
    elif kind == "caught":
        try:
            import bisect

            raise ValueError(bisect.bisect([1, 2], 1))
        except ValueError as error:
            print("caught", error)
    for read in (
        lambda: digits,
        lambda: letters,
        lambda: heapq.nsmallest(1, [3, 2]),
        lambda: bisect.bisect_left([1, 2], 2),
    ):
        tell(read)
    return kind


for kind in ("from", "loop", "caught", "none"):
    print(perhaps(kind))


def provide(is_wanted):
    global itertools
    if is_wanted:
        import itertools


def use():
    return list(itertools.accumulate([1, 2, 3]))


tell(use)
provide(False)
tell(use)
provide(True)
tell(use)


class Counted:
    def __init__(self, texts):
        self.texts = texts

    def count(self, is_wanted):
        if is_wanted:
            from collections import Counter
        try:
            return sorted(Counter(self.texts).items())
        except NameError as error:
            return str(error)


print(Counted("aab").count(True), Counted("aab").count(False))

try:
    import operator

    HAS_OPERATOR = True
except ImportError:
    HAS_OPERATOR = False
print(HAS_OPERATOR, operator.add(1, 2))


def main():
    print(statistics.mean([1, 2, 3]), fractions.Fraction(1, 2))


if __name__ == "__main__":
    import statistics

    print("main")
    import fractions

    main()
