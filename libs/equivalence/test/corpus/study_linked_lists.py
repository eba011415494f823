"""Linked lists, circular, skip, with full dunder protocol."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass
class Node:
    data: Any
    next_node: Node | None = None


class CircularLinkedList:
    def __init__(self) -> None:
        self.head: Node | None = None
        self.tail: Node | None = None

    def __iter__(self) -> Iterator[Any]:
        node = self.head
        while node:
            yield node.data
            node = node.next_node
            if node == self.head:
                break

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return "->".join(str(item) for item in iter(self))

    def insert_tail(self, data: Any) -> None:
        self.insert_nth(len(self), data)

    def insert_head(self, data: Any) -> None:
        self.insert_nth(0, data)

    def insert_nth(self, index: int, data: Any) -> None:
        if index < 0 or index > len(self):
            raise IndexError("list index out of range.")
        new_node: Node = Node(data)
        if self.head is None:
            new_node.next_node = new_node
            self.tail = self.head = new_node
        elif index == 0:
            new_node.next_node = self.head
            assert self.tail is not None
            self.head = self.tail.next_node = new_node
        else:
            temp: Node | None = self.head
            for _ in range(index - 1):
                assert temp is not None
                temp = temp.next_node
            assert temp is not None
            new_node.next_node = temp.next_node
            temp.next_node = new_node
            if index == len(self) - 1:
                self.tail = new_node

    def delete_nth(self, index: int = 0) -> Any:
        if not 0 <= index < len(self):
            raise IndexError("list index out of range.")
        assert self.head is not None and self.tail is not None
        delete_node: Node = self.head
        if self.head is self.tail:
            self.head = self.tail = None
        elif index == 0:
            assert self.tail.next_node is not None
            self.tail.next_node = self.tail.next_node.next_node
            self.head = self.head.next_node
        else:
            temp: Node | None = self.head
            for _ in range(index - 1):
                assert temp is not None
                temp = temp.next_node
            assert temp is not None and temp.next_node is not None
            delete_node = temp.next_node
            temp.next_node = temp.next_node.next_node
            if index == len(self) - 1:
                self.tail = temp
        return delete_node.data

    def is_empty(self) -> bool:
        return len(self) == 0


class SLNode:
    def __init__(self, data):
        self.data = data
        self.next = None

    def __repr__(self) -> str:
        return f"Node({self.data})"


class LinkedList:
    """
    >>> linked_list = LinkedList()
    >>> linked_list.insert_tail("tail")
    >>> linked_list
    tail
    >>> linked_list[0]
    'tail'
    >>> linked_list[5]
    Traceback (most recent call last):
        ...
    ValueError: list index out of range.
    """

    def __init__(self):
        self.head = None

    def __iter__(self):
        node = self.head
        while node:
            yield node.data
            node = node.next

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return " -> ".join([str(item) for item in self])

    def __getitem__(self, index: int):
        if not 0 <= index < len(self):
            raise ValueError("list index out of range.")
        for i, node in enumerate(self):
            if i == index:
                return node
        return None

    def __setitem__(self, index: int, data) -> None:
        if not 0 <= index < len(self):
            raise ValueError("list index out of range.")
        current = self.head
        for _ in range(index):
            current = current.next
        current.data = data

    def insert_tail(self, data) -> None:
        self.insert_nth(len(self), data)

    def insert_head(self, data) -> None:
        self.insert_nth(0, data)

    def insert_nth(self, index: int, data) -> None:
        if not 0 <= index <= len(self):
            raise IndexError("list index out of range")
        new_node = SLNode(data)
        if self.head is None:
            self.head = new_node
        elif index == 0:
            new_node.next = self.head
            self.head = new_node
        else:
            temp = self.head
            for _ in range(index - 1):
                temp = temp.next
            new_node.next = temp.next
            temp.next = new_node

    def delete_head(self):
        return self.delete_nth(0)

    def delete_nth(self, index: int = 0):
        if not 0 <= index <= len(self) - 1:
            raise IndexError("List index out of range.")
        delete_node = self.head
        if index == 0:
            self.head = self.head.next
        else:
            temp = self.head
            for _ in range(index - 1):
                temp = temp.next
            delete_node = temp.next
            temp.next = temp.next.next
        return delete_node.data

    def reverse(self) -> None:
        prev = None
        current = self.head
        while current:
            next_node = current.next
            current.next = prev
            prev = current
            current = next_node
        self.head = prev


def test_singly_linked_list() -> None:
    linked_list = LinkedList()
    assert linked_list.head is None
    assert str(linked_list) == ""
    try:
        linked_list.delete_head()
        raise AssertionError("This should not happen")
    except IndexError:
        assert True
    for i in range(10):
        assert len(linked_list) == i
        linked_list.insert_nth(i, i + 1)
    assert str(linked_list) == " -> ".join(str(i) for i in range(1, 11))
    linked_list.insert_head(0)
    linked_list.insert_tail(11)
    assert linked_list.delete_head() == 0
    assert linked_list.delete_nth(9) == 10
    for i in range(9):
        linked_list[i] = -i
    assert all(linked_list[i] == -i for i in range(9)) is True
    linked_list.reverse()
    print(linked_list)


def main() -> None:
    test_singly_linked_list()
    c = CircularLinkedList()
    print(len(c), c.is_empty(), repr(c))
    try:
        c.delete_nth()
    except IndexError as error:
        print("IndexError", error)
    for i in range(5):
        c.insert_tail(i)
    c.insert_head("x")
    print(c, len(c), c.delete_nth(2), c.delete_nth(), c.delete_nth(3), c)
    names = LinkedList()
    for w in ["a", "b", "c"]:
        names.insert_head(w)
    print(names, names[1], list(names), "b" in names, SLNode("z"))


if __name__ == "__main__":
    main()
