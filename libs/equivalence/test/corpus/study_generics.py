"""Generic containers with typing."""
from typing import TypeVar, Generic, Optional, Iterator, Callable, Protocol, Dict, List, Tuple, Iterable

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Comparable(Protocol):
    def __lt__(self, other) -> bool: ...


class Stack(Generic[T]):
    """A stack.

    >>> s = Stack[int]()
    >>> s.push(1); s.push(2)
    >>> s.pop()
    2
    >>> len(s)
    1
    """

    def __init__(self) -> None:
        self._items: List[T] = []

    def push(self, item: T) -> None:
        self._items.append(item)

    def pop(self) -> T:
        if not self._items:
            raise IndexError("pop from empty stack")
        return self._items.pop()

    def peek(self) -> Optional[T]:
        return self._items[-1] if self._items else None

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        yield from reversed(self._items)


class Node(Generic[K, V]):
    def __init__(self, key: K, value: V):
        self.key = key
        self.value = value
        self.left: Optional["Node[K, V]"] = None
        self.right: Optional["Node[K, V]"] = None


class TreeMap(Generic[K, V]):
    def __init__(self, pairs: Iterable[Tuple[K, V]] = ()):
        self.root: Optional[Node[K, V]] = None
        self.size = 0
        for k, v in pairs:
            self[k] = v

    def __setitem__(self, key: K, value: V) -> None:
        if self.root is None:
            self.root = Node(key, value)
            self.size = 1
            return
        node = self.root
        while True:
            if key == node.key:
                node.value = value
                return
            if key < node.key:
                if node.left is None:
                    node.left = Node(key, value)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key, value)
                    break
                node = node.right
        self.size += 1

    def __getitem__(self, key: K) -> V:
        node = self.root
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        raise KeyError(key)

    def __contains__(self, key: K) -> bool:
        try:
            self[key]
        except KeyError:
            return False
        return True

    def items(self) -> Iterator[Tuple[K, V]]:
        def walk(n: Optional[Node[K, V]]) -> Iterator[Tuple[K, V]]:
            if n is not None:
                yield from walk(n.left)
                yield n.key, n.value
                yield from walk(n.right)
        return walk(self.root)

    def __iter__(self) -> Iterator[K]:
        return (k for k, _ in self.items())

    def __repr__(self) -> str:
        return f"TreeMap({dict(self.items())})"


class Event(Generic[T]):
    def __init__(self) -> None:
        self.handlers: List[Callable[[T], None]] = []

    def __iadd__(self, h: Callable[[T], None]) -> "Event[T]":
        self.handlers.append(h)
        return self

    def __call__(self, arg: T) -> None:
        for h in self.handlers:
            h(arg)


def group(items: Iterable[V], key: Callable[[V], K]) -> Dict[K, List[V]]:
    out: Dict[K, List[V]] = {}
    for i in items:
        out.setdefault(key(i), []).append(i)
    return out


def biggest(a: T, b: T) -> T:
    return a if b < a else b


if __name__ == "__main__":
    import doctest
    print(doctest.testmod())
    s: Stack[str] = Stack()
    print(s.peek())
    for w in "to be or not".split():
        s.push(w)
    print(list(s), s.pop(), len(s), s.peek())
    t: TreeMap[str, int] = TreeMap([("m", 1), ("c", 2), ("x", 3)])
    t["c"] = 20
    t["a"] = 0
    print(t, t.size, "x" in t, "q" in t, t["m"], list(t), sorted(t))
    try:
        t["zz"]
    except KeyError as e:
        print("missing", e)
    tt = TreeMap([(3, "c"), (1, "a")])
    print(tt, max(tt))
    log: List[str] = []
    ev: Event[str] = Event()
    ev += log.append
    ev += lambda s: print("got", s)
    ev("x")
    ev("y")
    print(log)
    print(group(range(10), lambda n: n % 3), group(["aa", "b", "cc"], len))
    print(biggest(3, 4), biggest("a", "b"), biggest((1, 2), (1, 1)))
