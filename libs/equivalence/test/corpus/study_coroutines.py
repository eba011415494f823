"""Generators: send, throw, close, yield from."""
from typing import Generator, Iterator, Iterable, List


def averager() -> Generator[float, float, str]:
    total, count, avg = 0.0, 0, 0.0
    try:
        while True:
            x = yield avg
            if x is None:
                break
            total += x
            count += 1
            avg = total / count
    finally:
        print("averager closing", count)
    return f"final {avg:.2f}"


def delegating(results: List[str]):
    while True:
        r = yield from averager()
        results.append(r)
        print("got", r)


def counter(n):
    i = 0
    while i < n:
        try:
            got = yield i
            if got is not None:
                i = got
                continue
        except ValueError as e:
            print("caught", e)
            i += 10
        i += 1
    return "done"


def tree(n):
    if n == 0:
        return 1
    left = yield from tree(n - 1)
    yield n
    right = yield from tree(n - 1)
    return left + right


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def chunks(seq, size):
    for i in range(0, len(seq), size):
        yield seq[i:i + size]


def fib() -> Iterator[int]:
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n: int, it: Iterable[int]) -> List[int]:
    out = []
    for x in it:
        if len(out) >= n:
            break
        out.append(x)
    return out


def managed():
    print("open")
    try:
        yield 1
        yield 2
        yield 3
    except GeneratorExit:
        print("exit asked")
        raise
    finally:
        print("closed")


results: List[str] = []
d = delegating(results)
next(d)
print(d.send(10.0), d.send(20.0))
try:
    d.send(None)
except StopIteration:
    print("stop")
print(d.send(5.0), results)
d.close()

c = counter(30)
print(next(c), next(c), c.send(7), c.throw(ValueError("oops")), next(c))
try:
    while True:
        next(c)
except StopIteration as e:
    print("value", e.value)

t = tree(3)
seen = []
while True:
    try:
        seen.append(next(t))
    except StopIteration as e:
        print(seen, e.value)
        break
print(list(flatten([1, [2, [3, 4], 5], [[6]], 7])))
print(list(chunks("abcdefgh", 3)), list(chunks([1, 2, 3, 4, 5], 2)))
print(take(10, fib()), take(3, (x * x for x in fib() if x % 2)))
m = managed()
print(next(m))
m.close()
print(list(m))
g = (x for x in range(3))
print(next(g), list(g), next(g, "none"))
