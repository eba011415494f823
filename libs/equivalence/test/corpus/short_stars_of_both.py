"""Everything of typing and of collections, as solutions begin; attributes that setattr gives to functions."""
from typing import *
from collections import *
import functools


def top(words: List[str], k: int) -> List[str]:
    counts: Dict[str, int] = Counter(words)
    return sorted(counts, key=lambda w: (-counts[w], w))[:k]


def levels(edges: List[Tuple[int, int]], root: int) -> List[List[int]]:
    tree: DefaultDict[int, List[int]] = defaultdict(list)
    for a, b in edges:
        tree[a].append(b)
    out, queue = [], deque([root])
    while queue:
        out.append(list(queue))
        for _ in range(len(queue)):
            queue.extend(tree[queue.popleft()])
    return out


def counted(fn: Callable) -> Callable:
    seen: Dict[int, int] = {}

    @functools.wraps(fn)
    def wrapper(*args: int) -> int:
        seen[args[0]] = seen.get(args[0], 0) + 1
        return fn(*args)

    def info() -> Dict[int, int]:
        return seen

    setattr(wrapper, "info", info)
    return wrapper


@counted
def double(n: int) -> int:
    return n * 2


Point = namedtuple("Point", "x y")
print(top("a b a c b a".split(), 2), levels([(1, 2), (1, 3), (3, 4)], 1), Point(1, 2))
print(double(2), double(2), double(5), double.info(), double.__name__)
print(OrderedDict(a=1))
