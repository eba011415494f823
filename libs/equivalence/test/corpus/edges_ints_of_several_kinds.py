import heapq
import itertools
import operator
from collections import Counter, deque


def chosen(k):
    if k == 0:
        return 1
    if k == 1:
        return True
    if k == 2:
        return None
    return "a"


def inserted(i):
    xs = [1, 2, 3]
    xs.insert(i, 9)
    return str(xs)


def rotated(i):
    xs = deque([1, 2, 3])
    xs.rotate(i)
    return str(xs)


WORKS = [
    ("insert", inserted),
    ("rotate", rotated),
    ("center", lambda i: str("abc".center(i) + "|")),
    ("ljust", lambda i: str("abc".ljust(i) + "|")),
    ("split", lambda i: str("abcb".split("b", i))),
    ("replace", lambda i: str("abab".replace("a", "-", i))),
    ("zfill", lambda i: str("7".zfill(i))),
    ("find", lambda i: str("abcb".find("b", i))),
    ("startswith", lambda i: str("abc".startswith("b", i))),
    ("bytes", lambda i: str((255).to_bytes(i, "big"))),
    ("int", lambda i: str(int("101", i and 2))),
    ("pop", lambda i: str([1, 2, 3].pop(i))),
    ("nlargest", lambda i: str(heapq.nlargest(i, [3, 1, 2]))),
    ("combinations", lambda i: str(list(itertools.combinations("ab", i)))),
    ("enumerate", lambda i: str(list(enumerate("ab", i)))),
    ("index", lambda i: str("abc"[i])),
    ("of a tuple", lambda i: str((1, 2, 3)[i])),
]
for name, work in WORKS:
    for k in range(4):
        try:
            print(name, work(chosen(k)))
        except TypeError as error:
            print(name, type(error).__name__)


def digits(k):
    return 1 if k else None


def start(k):
    return 1 if k else True


for k in (True, False):
    print(round(2.345, digits(k)), round(2.5, digits(k)), round(1234, digits(k)))
    print("abcb".find("b", digits(k)), "abc".endswith("c", digits(k)))
    print(Counter("aab").most_common(digits(k)), deque([1, 2], digits(k)))
    print(list(itertools.islice("abc", start(k))), operator.itemgetter(start(k))("abc"))
    print(bytes(start(k)), [1, 2, 3].index(2, start(k)))


def size(k):
    return 2 if k else "ab"


for k in (True, False):
    try:
        print(bytes(size(k)))
    except TypeError as error:
        print(error)
for far in (2**63, -(2**63), -(2**64)):
    try:
        print(inserted(far), rotated(far))
    except OverflowError as error:
        print(error)
    try:
        print([1, 2].pop(far))
    except (OverflowError, IndexError) as error:
        print(error)
try:
    inserted(chosen(3))
except TypeError as error:
    print(error)
try:
    "abc".center(chosen(2))
except TypeError as error:
    print(error)
"abc".find("a", chosen(3))
