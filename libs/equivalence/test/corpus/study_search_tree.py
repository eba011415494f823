"""
Binary search tree with recursive and iterative traversals.

>>> t = BinarySearchTree()
>>> _ = t.insert(8, 3, 6, 1, 10, 14, 13, 4, 7)
>>> list(t)
[1, 3, 4, 6, 7, 8, 10, 13, 14]
>>> 6 in t
True
>>> t.remove(3)
>>> 3 in t
False
>>> BinarySearchTree().get_max()
Traceback (most recent call last):
    ...
IndexError: Binary search tree is empty
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass
class Node:
    value: int
    left: Node | None = None
    right: Node | None = None
    parent: Node | None = None

    def __iter__(self) -> Iterator[int]:
        """
        >>> list(Node(0))
        [0]
        """
        yield from self.left or []
        yield self.value
        yield from self.right or []

    def __repr__(self) -> str:
        if self.left is None and self.right is None:
            return str(self.value)
        return f"{self.value}: ({self.left!r}, {self.right!r})"

    @property
    def is_right(self) -> bool:
        return bool(self.parent and self is self.parent.right)


class BinarySearchTree:
    def __init__(self, root: Node | None = None) -> None:
        self.root = root

    def __bool__(self) -> bool:
        return bool(self.root)

    def __iter__(self) -> Iterator[int]:
        yield from self.root or []

    def __str__(self) -> str:
        return str(self.root)

    def __reassign_nodes(self, node: Node, new_children: Node | None) -> None:
        if new_children is not None:
            new_children.parent = node.parent
        if node.parent is not None:
            if node.is_right:
                node.parent.right = new_children
            else:
                node.parent.left = new_children
        else:
            self.root = new_children

    def empty(self) -> bool:
        return self.root is None

    def __insert(self, value: int) -> None:
        new_node = Node(value)
        if self.empty():
            self.root = new_node
        else:
            parent_node = self.root
            if parent_node is None:
                return
            while True:
                if value < parent_node.value:
                    if parent_node.left is None:
                        parent_node.left = new_node
                        break
                    else:
                        parent_node = parent_node.left
                elif parent_node.right is None:
                    parent_node.right = new_node
                    break
                else:
                    parent_node = parent_node.right
            new_node.parent = parent_node

    def insert(self, *values: int) -> BinarySearchTree:
        for value in values:
            self.__insert(value)
        return self

    def search(self, value: int) -> Node | None:
        if self.empty():
            raise IndexError("Warning: Tree is empty! please use another.")
        else:
            node = self.root
            while node is not None and node.value is not value:
                node = node.left if value < node.value else node.right
            return node

    def __contains__(self, value: int) -> bool:
        node = self.root
        while node is not None:
            if node.value == value:
                return True
            node = node.left if value < node.value else node.right
        return False

    def get_max(self, node: Node | None = None) -> Node | None:
        if node is None:
            if self.root is None:
                raise IndexError("Binary search tree is empty")
            node = self.root
        if not self.empty():
            while node.right is not None:
                node = node.right
        return node

    def get_min(self, node: Node | None = None) -> Node | None:
        if node is None:
            node = self.root
        if self.root is None:
            return None
        if not self.empty():
            node = self.root
            while node.left is not None:
                node = node.left
        return node

    def remove(self, value: int) -> None:
        node = self.search(value)
        if node is None:
            msg = f"Value {value} not found"
            raise ValueError(msg)
        if node.left is None and node.right is None:
            self.__reassign_nodes(node, None)
        elif node.left is None:
            self.__reassign_nodes(node, node.right)
        elif node.right is None:
            self.__reassign_nodes(node, node.left)
        else:
            predecessor = self.get_max(node.left)
            self.remove(predecessor.value)
            node.value = predecessor.value

    def preorder_traverse(self, node: Node | None) -> Iterable:
        if node is not None:
            yield node
            yield from self.preorder_traverse(node.left)
            yield from self.preorder_traverse(node.right)

    def traversal_tree(self, traversal_function=None) -> Any:
        if traversal_function is None:
            return self.preorder_traverse(self.root)
        else:
            return traversal_function(self.root)

    def inorder(self, arr: list | None = None, node: Node | None = None) -> list[int]:
        return list(self)

    def find_kth_smallest(self, k: int, node: Node) -> int:
        arr: list[int] = []
        self.__collect(arr, node)
        return arr[k - 1]

    def __collect(self, arr: list, node: Node | None) -> None:
        if node:
            self.__collect(arr, node.left)
            arr.append(node.value)
            self.__collect(arr, node.right)


def postorder(curr_node: Node | None) -> list[Node]:
    node_list = []
    if curr_node is not None:
        node_list = postorder(curr_node.left) + postorder(curr_node.right) + [curr_node]
    return node_list


def main() -> None:
    testlist = (8, 3, 6, 1, 10, 14, 13, 4, 7)
    t = BinarySearchTree()
    for i in testlist:
        t.insert(i)
    print(t)
    print("The value 6 exists" if t.search(6) is not None else "no 6")
    print("The value -1 exists" if t.search(-1) is not None else "The value -1 doesn't exist")
    if not t.empty():
        print("Max Value: ", t.get_max().value)
        print("Min Value: ", t.get_min().value)
    for i in testlist:
        t.remove(i)
        print(t, bool(t))
    t.insert(5, 2, 9)
    print(t.find_kth_smallest(2, t.root))
    print(*[n.value for n in postorder(t.root)])
    print([n.value for n in t.traversal_tree()], [n.value for n in t.traversal_tree(postorder)])


if __name__ == "__main__":
    import doctest

    doctest.testmod(verbose=False)
    main()
