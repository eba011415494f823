"""Heaps, priority queues, tries, union-find, segment trees, fenwick tree"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import Any, Generic, TypeVar, Union
import operator

T = TypeVar("T")


class Heap(Generic[T]):
    """
    >>> h = Heap()
    >>> h.build_max_heap([103, 9, 1, 7, 11, 15, 25])
    >>> h
    [103, 11, 25, 7, 9, 15, 1]
    >>> h.extract_max()
    103
    """

    def __init__(self) -> None:
        self.h: list[T] = []
        self.heap_size: int = 0

    def __repr__(self) -> str:
        return str(self.h)

    def parent_index(self, child_idx: int) -> int | None:
        if child_idx > 0:
            return (child_idx - 1) // 2
        return None

    def left_child_idx(self, parent_idx: int) -> int | None:
        left_child_index = 2 * parent_idx + 1
        if left_child_index < self.heap_size:
            return left_child_index
        return None

    def right_child_idx(self, parent_idx: int) -> int | None:
        right_child_index = 2 * parent_idx + 2
        if right_child_index < self.heap_size:
            return right_child_index
        return None

    def max_heapify(self, index: int) -> None:
        if index < self.heap_size:
            violation: int = index
            left_child = self.left_child_idx(index)
            right_child = self.right_child_idx(index)
            if left_child is not None and self.h[left_child] > self.h[violation]:
                violation = left_child
            if right_child is not None and self.h[right_child] > self.h[violation]:
                violation = right_child
            if violation != index:
                self.h[violation], self.h[index] = self.h[index], self.h[violation]
                self.max_heapify(violation)

    def build_max_heap(self, collection: Iterable[T]) -> None:
        self.h = list(collection)
        self.heap_size = len(self.h)
        if self.heap_size > 1:
            for i in range(self.heap_size // 2 - 1, -1, -1):
                self.max_heapify(i)

    def extract_max(self) -> T:
        if self.heap_size >= 2:
            me = self.h[0]
            self.h[0] = self.h.pop(-1)
            self.heap_size -= 1
            self.max_heapify(0)
            return me
        elif self.heap_size == 1:
            self.heap_size -= 1
            return self.h.pop(-1)
        else:
            raise Exception("Empty heap")

    def insert(self, value: T) -> None:
        self.h.append(value)
        idx = (self.heap_size - 1) // 2
        self.heap_size += 1
        while idx >= 0:
            self.max_heapify(idx)
            idx = (idx - 1) // 2


class TrieNode:
    def __init__(self) -> None:
        self.nodes: dict[str, TrieNode] = {}
        self.is_leaf = False

    def insert_many(self, words: list[str]) -> None:
        for word in words:
            self.insert(word)

    def insert(self, word: str) -> None:
        curr = self
        for char in word:
            if char not in curr.nodes:
                curr.nodes[char] = TrieNode()
            curr = curr.nodes[char]
        curr.is_leaf = True

    def find(self, word: str) -> bool:
        curr = self
        for char in word:
            if char not in curr.nodes:
                return False
            curr = curr.nodes[char]
        return curr.is_leaf

    def delete(self, word: str) -> None:
        def _delete(curr: TrieNode, word: str, index: int) -> bool:
            if index == len(word):
                if not curr.is_leaf:
                    return False
                curr.is_leaf = False
                return len(curr.nodes) == 0
            char = word[index]
            char_node = curr.nodes.get(char)
            if not char_node:
                return False
            delete_curr = _delete(char_node, word, index + 1)
            if delete_curr:
                del curr.nodes[char]
                return len(curr.nodes) == 0
            return delete_curr

        _delete(self, word, 0)


def print_words(node: TrieNode, word: str) -> None:
    if node.is_leaf:
        print(word, end=" ")
    for key, value in node.nodes.items():
        print_words(value, word + key)


class SegmentTree(Generic[T]):
    def __init__(self, arr: list[T], fnc: Callable[[T, T], T]) -> None:
        any_type: Any | T = None
        self.N: int = len(arr)
        self.st: list[T] = [any_type for _ in range(self.N)] + arr
        self.fn = fnc
        self.build()

    def build(self) -> None:
        for p in range(self.N - 1, 0, -1):
            self.st[p] = self.fn(self.st[p * 2], self.st[p * 2 + 1])

    def update(self, p: int, v: T) -> None:
        p += self.N
        self.st[p] = v
        while p > 1:
            p = p // 2
            self.st[p] = self.fn(self.st[p * 2], self.st[p * 2 + 1])

    def query(self, l: int, r: int) -> T | None:
        l, r = l + self.N, r + self.N
        res: T | None = None
        while l <= r:
            if l % 2 == 1:
                res = self.st[l] if res is None else self.fn(res, self.st[l])
            if r % 2 == 0:
                res = self.st[r] if res is None else self.fn(res, self.st[r])
            l, r = (l + 1) // 2, (r - 1) // 2
        return res


class FenwickTree:
    def __init__(self, arr: list[int] | None = None, size: int | None = None) -> None:
        if arr is None and size is not None:
            self.size = size
            self.tree = [0] * size
        elif arr is not None:
            self.init(arr)
        else:
            raise ValueError("Either arr or size must be specified")

    def init(self, arr: list[int]) -> None:
        self.size = len(arr)
        self.tree = deepcopy(arr)
        for i in range(1, self.size):
            j = self.next_(i)
            if j < self.size:
                self.tree[j] += self.tree[i]

    @staticmethod
    def next_(index: int) -> int:
        return index + (index & (-index))

    @staticmethod
    def prev(index: int) -> int:
        return index - (index & (-index))

    def add(self, index: int, value: int) -> None:
        if index == 0:
            self.tree[0] += value
            return
        while index < self.size:
            self.tree[index] += value
            index = self.next_(index)

    def prefix(self, right: int) -> int:
        if right == 0:
            return 0
        result = self.tree[0]
        right -= 1
        while right > 0:
            result += self.tree[right]
            right = self.prev(right)
        return result


class DisjointSetTreeNode(Generic[T]):
    def __init__(self, data: T) -> None:
        self.data = data
        self.parent = self
        self.rank = 0


class DisjointSetTree(Generic[T]):
    def __init__(self) -> None:
        self.map: dict[T, DisjointSetTreeNode[T]] = {}

    def make_set(self, data: T) -> None:
        self.map[data] = DisjointSetTreeNode(data)

    def find_set(self, data: T) -> DisjointSetTreeNode[T]:
        elem_ref = self.map[data]
        if elem_ref != elem_ref.parent:
            elem_ref.parent = self.find_set(elem_ref.parent.data)
        return elem_ref.parent

    def link(self, node1: DisjointSetTreeNode[T], node2: DisjointSetTreeNode[T]) -> None:
        if node1.rank > node2.rank:
            node2.parent = node1
        else:
            node1.parent = node2
            if node1.rank == node2.rank:
                node2.rank += 1

    def union(self, data1: T, data2: T) -> None:
        self.link(self.find_set(data1), self.find_set(data2))


if __name__ == "__main__":
    for unsorted in [[0], [2], [3, 5], [5, 3], [2, 2, 2, 2], [1, 1, 2, 2, 3, 5], [0, 2, 2, 3, 5], [0, -4, 6, 2]]:
        heap: Heap[int] = Heap()
        heap.build_max_heap(unsorted)
        heap.insert(100)
        print(f"{unsorted} -> {heap}", heap.extract_max(), heap)
    try:
        Heap().extract_max()
    except Exception as exc:
        print(type(exc), exc)
    root = TrieNode()
    root.insert_many("banana bananas bandana band apple all beast".split())
    print(root.find("banana"), root.find("bandanas"), root.find("apps"))
    root.delete("banana")
    print_words(root, "")
    print()
    test_array = [1, 10, -2, 9, -3, 8, 4, -7, 5, 6, 11, -12]
    for fn in (min, max, lambda a, b: a + b, operator.mul):
        st = SegmentTree(test_array, fn)
        print(st.query(0, len(test_array) - 1), st.query(2, 5), end="; ")
        st.update(3, 100)
        print(st.query(3, 4))
    f = FenwickTree([1, 2, 3, 4, 5])
    f.add(2, 10)
    print([f.prefix(i) for i in range(6)], FenwickTree(size=3).tree)
    try:
        FenwickTree()
    except ValueError as e:
        print(e)
    ds: DisjointSetTree[str] = DisjointSetTree()
    for ch in "abcdef":
        ds.make_set(ch)
    for pair in ("ab", "cd", "bd"):
        ds.union(pair[0], pair[1])
    print([ds.find_set(ch).data for ch in "abcdef"])
