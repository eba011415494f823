"""Counts and shifts beyond what a machine word of 32 bits holds."""

for n in (10 ** 20, 2 ** 61 - 1, 2 ** 61, 2 ** 62, 2 ** 63):
    try: print(1 << n)
    except (OverflowError, MemoryError) as e: print(type(e).__name__, e)
    print(0 << n, 5 >> 2 ** 40, 5 >> n, -5 >> n, 10 ** 40 >> n, -10 ** 40 >> n)
big = 2 ** 32
print("a b c".split(" ", big), "a b c".rsplit(" ", big - 1), "aaa".replace("a", "b", big), "a b".split(None, big), b"a b".split(b" ", big), b"aa".replace(b"a", b"c", big))
from collections import Counter
print(Counter("aab").most_common(big), list(range(3))[:big], "abc"[-big:big], [1, 2][::big], "abc".find("c", 0, big), [1, 2, 3].index(3, 0, big))
for f in (lambda: [1, 2].insert(big, 3), lambda: round(2.5, big), lambda: list(range(5))[big], lambda: 5 .to_bytes(1, "big")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
xs = [1]; xs.insert(big, 2); xs.insert(-big, 0); print(xs)
from itertools import islice, repeat
print(list(islice([1, 2, 3], big)), list(islice([1, 2, 3], 1, big, 2)), list(islice(range(10), big, None)))
print("%.3s|%*d" % ("abcd", 5, 3), 7 & big, big | 1, ~big, (5).bit_length() << 33 >> 33)
for n in (2 ** 31, 2 ** 31 - 1, -2 ** 31 - 1, -1, 2 ** 70):
    try: print(chr(n))
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)
