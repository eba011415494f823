from functools import lru_cache
from dataclasses import dataclass


@lru_cache(maxsize=None)
def twice(x):
    print("working on", x)
    return x * 2


print(twice(1), twice(2), twice("ab"), twice((1, 2)))


@dataclass(frozen=True)
class Leaf:
    value: int


@dataclass(frozen=True)
class Pair:
    left: "Leaf | Pair"
    right: "Leaf | Pair"


@lru_cache(maxsize=None)
def total(node, weight):
    print("total of", node, weight)
    if isinstance(node, Leaf):
        return node.value * weight
    return total(node.left, weight) + total(node.right, weight)


leaf = Leaf(3)
print(total(leaf, 2))
print(total(Pair(leaf, Pair(leaf, Leaf(4))), 2))
print(total(leaf, 2), total(leaf, 2.0), total(leaf, 1.5))
print(total.cache_info().hits, total.cache_info().misses)
