from collections import Counter, deque
from pprint import PrettyPrinter

print(round(3.14159, ndigits=2), round(number=3.7), round(ndigits=1, number=2.25))
print(pow(base=2, exp=10), pow(base=2, exp=10, mod=7), pow(2, exp=3), pow(mod=5, base=2, exp=7))
print(deque(iterable=[1, 2, 3], maxlen=2), deque(maxlen=3))
counts = Counter(a=1)
counts.update(a=2, b=4)
counts.subtract(b=5, c=1)
print(counts, sorted(counts.items()))

array = bytearray(b"a b  c")
parts = array.split()
parts[0].append(120)
print(parts, array.partition(b" "), array.rpartition(b"zz"), array.splitlines(), array.rsplit(None, 1))
array.extend(range(65, 68))
print(array, array.startswith((b"a", b"xy")), b"abc".endswith((b"c",)), b"abc".startswith((b"b", b"c")))

for width in ("3", 4, None):
    try:
        print("7".zfill(width), [1, 2].insert(5))
    except TypeError as e:
        print(e)
try:
    "7".zfill("3")
except TypeError as e:
    print(e)
try:
    "s".encode(5)
except TypeError as e:
    print(e)

try:
    raise KeyError("a")
except KeyError as e:
    try:
        raise ValueError("b").with_traceback(e.__traceback__) from e
    except ValueError as f:
        print(repr(f), repr(f.__cause__), repr(f.with_traceback(None)))

printer = PrettyPrinter(indent=2, width=40)
printer.pprint({"a": list(range(20)), "b": {"c": "d" * 30, "e": 2}})
print(printer.pformat([1, 2]))
