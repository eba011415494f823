"""Generators, iterators, itertools-like tools and context managers."""
from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Generic, Optional, TypeVar

T = TypeVar("T")
K = TypeVar("K")


def fibonacci(limit: Optional[int] = None) -> Generator[int, None, None]:
    """
    >>> list(fibonacci(20))
    [0, 1, 1, 2, 3, 5, 8, 13]
    >>> next(fibonacci())
    0
    """
    a, b = 0, 1
    while limit is None or a <= limit:
        yield a
        a, b = b, a + b


class Countdown:
    def __init__(self, start: int) -> None:
        self.current = start

    def __iter__(self) -> "Countdown":
        return self

    def __next__(self) -> int:
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class Range2D:
    def __init__(self, w: int, h: int) -> None:
        self.w, self.h = w, h

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for y in range(self.h):
            for x in range(self.w):
                yield x, y

    def __len__(self) -> int:
        return self.w * self.h

    def __contains__(self, p: tuple[int, int]) -> bool:
        return 0 <= p[0] < self.w and 0 <= p[1] < self.h

    def __reversed__(self) -> Iterator[tuple[int, int]]:
        return reversed(list(self))


class Peekable(Generic[T]):
    _EMPTY = object()

    def __init__(self, it: Iterable[T]) -> None:
        self._it = iter(it)
        self._buf: list[T] = []

    def peek(self, default: T | None = None) -> T | None:
        if not self._buf:
            try:
                self._buf.append(next(self._it))
            except StopIteration:
                return default
        return self._buf[0]

    def __iter__(self) -> "Peekable[T]":
        return self

    def __next__(self) -> T:
        if self._buf:
            return self._buf.pop()
        return next(self._it)


def running_average() -> Generator[float, float, str]:
    total, count = 0.0, 0
    avg = 0.0
    while True:
        x = yield avg
        if x is None:
            return f"{count} values"
        total += x
        count += 1
        avg = total / count


def delegate(result: list[str]) -> Generator[float, float, None]:
    got = yield from running_average()
    result.append(got)


def chunks(seq: list[T], n: int) -> Iterator[list[T]]:
    for i in range(0, len(seq), n):
        yield seq[i : i + n]


def groupby(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    out: dict[K, list[T]] = {}
    for item in items:
        out.setdefault(key(item), []).append(item)
    return out


def flatten(x: object) -> Iterator[int]:
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


def tree_paths(tree: dict, prefix: str = "") -> Iterator[str]:
    for name, sub in sorted(tree.items()):
        path = f"{prefix}/{name}"
        if sub:
            yield from tree_paths(sub, path)
        else:
            yield path


@contextlib.contextmanager
def tag(name: str, out: list[str]) -> Iterator[None]:
    out.append(f"<{name}>")
    try:
        yield
    except ValueError as e:
        out.append(f"!{e}")
        raise
    finally:
        out.append(f"</{name}>")


class Timer:
    log: list[str] = []

    def __init__(self, label: str) -> None:
        self.label = label

    def __enter__(self) -> "Timer":
        self.log.append("enter " + self.label)
        return self

    def __exit__(self, *exc: object) -> bool:
        self.log.append(f"exit {self.label} {exc[0] is not None}")
        return self.label == "quiet"


def main() -> None:
    print(list(fibonacci(100)), sum(fibonacci(1000)))
    print(list(Countdown(5)), [x * y for x, y in zip(Countdown(3), fibonacci())], max(Countdown(4)))
    r = Range2D(2, 3)
    print(list(r), len(r), (1, 2) in r, (2, 0) in r, list(reversed(r))[0])
    p = Peekable([3, 1, 2])
    print(p.peek(), next(p), p.peek(), list(p), p.peek(), p.peek(-1))
    avg = running_average()
    next(avg)
    print(avg.send(10), avg.send(20), avg.send(60))
    try:
        avg.send(None)
    except StopIteration as stop:
        print("stopped:", stop.value)
    res: list[str] = []
    d = delegate(res)
    next(d)
    d.send(1.5)
    with contextlib.suppress(StopIteration):
        d.send(None)
    print(res)
    print(list(chunks([1, 2, 3, 4, 5], 2)), groupby("apple avocado banana cherry blueberry".split(), lambda w: w[0]))
    print(list(flatten([1, [2, [3, [4]], 5], [[6]]])))
    print(list(tree_paths({"usr": {"bin": {"a": {}, "b": {}}, "lib": {}}, "etc": {}})))
    out: list[str] = []
    try:
        with tag("a", out), tag("b", out):
            out.append("text")
            raise ValueError("boom")
    except ValueError as e:
        out.append(f"caught {e}")
    print(" ".join(out))
    with Timer("quiet"), Timer("loud") as t:
        print(t.label)
        raise KeyError("x")
    print(Timer.log)
    gen = (i * i for i in range(5) if i % 2)
    print(next(gen), list(gen), next(gen, "done"))
    squares = {n: sq for n, sq in enumerate(i * i for i in range(4))}
    print(squares, *(f"{k}={v}" for k, v in squares.items()))


if __name__ == "__main__":
    main()
