# A value beside itself, and sources that have nothing to give but are asked all the same.
import itertools
from collections import defaultdict


def doubled(text: str, count: int, isLong: bool, other: str) -> int:
    try:
        text += text
        count += count
        count *= count
        text += text if isLong else other
        text += other or text
    except ValueError as error:
        print(error)
    print(text)
    return count


print(doubled("ab", 3, True, "z"), doubled("q", 4, False, ""))


def empty() -> list:
    print("asked")
    return []


def rows(table: list[list[int]]) -> None:
    print([a + b for a, b in zip([17, 1], table[2])])


try:
    rows([])
except IndexError as error:
    print(error)
print([a + b for a, b in zip([1], empty())], dict(zip(empty(), empty())), list(map(lambda a, b: a, empty(), [1])))
print(max(empty(), default=3), dict(empty()), [x for x in itertools.product(empty(), [1])], sorted(dict(zip([], [1])).items()))


def own(a: set[int], b: set[int]) -> None:
    print(a | a, a & a, a.union(a), a.intersection(a), (a | b) & a)
    same = a
    same &= a
    print(same, a, {-x for x in a} | {-len(b), 3}, {-len(a), -9223372036854775808})


for count in range(1, 60, 7):
    own({x * x * 37 - 5 * x for x in range(count)}, {x * 11 - 40 for x in range(count // 2)})

ages = {i * 37: 1 for i in range(6)}
more = {i * 74 - 3: 3 for i in range(5)}
print(ages.keys() | more, ages.keys() & more, ages.keys() - more, ages.keys() ^ more)
few = {37, 74, 5}
kept = few
few -= ages.keys()
print(few, kept, sorted(ages.keys() | defaultdict(int, {900: 1})))


def fail():
    raise ValueError("no")


def within(low: int, high: int) -> bool:
    return low < high <= fail()


def placed(a: int) -> bool:
    return 5 < a <= [].index(a)


for low, high in [(3, 1), (1, 3)]:
    try:
        print(within(low, high), placed(low))
        print(placed(low + 5))
    except ValueError as error:
        print(error)
