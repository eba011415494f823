"""Singly linked stack / queue / deque / circular buffers, with __eq__ between structures and custom exceptions."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class StackOverflowError(BaseException):
    pass


class StackUnderflowError(BaseException):
    pass


class Stack(Generic[T]):
    def __init__(self, limit: int = 10):
        self.stack: list[T] = []
        self.limit = limit

    def __bool__(self) -> bool:
        return bool(self.stack)

    def __str__(self) -> str:
        return str(self.stack)

    def push(self, data: T) -> None:
        """
        >>> S = Stack(2)
        >>> S.push(10)
        >>> S.push(20)
        >>> print(S)
        [10, 20]
        >>> S.push(1)
        Traceback (most recent call last):
            ...
        data_structures.stacks.stack.StackOverflowError
        """
        if len(self.stack) >= self.limit:
            raise StackOverflowError
        self.stack.append(data)

    def pop(self) -> T:
        if not self.stack:
            raise StackUnderflowError
        return self.stack.pop()

    def peek(self) -> T:
        if not self.stack:
            raise StackUnderflowError
        return self.stack[-1]

    def is_empty(self) -> bool:
        return not bool(self.stack)

    def is_full(self) -> bool:
        return self.size() == self.limit

    def size(self) -> int:
        return len(self.stack)

    def __contains__(self, item: T) -> bool:
        return item in self.stack


class Deque:
    __slots__ = ("_back", "_front", "_len")

    @dataclass
    class _Node:
        val: Any = None
        next_node: Deque._Node | None = None
        prev_node: Deque._Node | None = None

    class _Iterator:
        __slots__ = ("_cur",)

        def __init__(self, cur: Deque._Node | None) -> None:
            self._cur = cur

        def __iter__(self) -> Deque._Iterator:
            return self

        def __next__(self) -> Any:
            if self._cur is None:
                raise StopIteration
            val = self._cur.val
            self._cur = self._cur.next_node
            return val

    def __init__(self, iterable: Iterable[Any] | None = None) -> None:
        self._front: Any = None
        self._back: Any = None
        self._len: int = 0
        if iterable is not None:
            for val in iterable:
                self.append(val)

    def append(self, val: Any) -> None:
        node = self._Node(val, None, None)
        if self.is_empty():
            self._front = self._back = node
            self._len = 1
        else:
            self._back.next_node = node
            node.prev_node = self._back
            self._back = node
            self._len += 1

    def appendleft(self, val: Any) -> None:
        node = self._Node(val, None, None)
        if self.is_empty():
            self._front = self._back = node
            self._len = 1
        else:
            node.next_node = self._front
            self._front.prev_node = node
            self._front = node
            self._len += 1

    def pop(self) -> Any:
        assert not self.is_empty(), "Deque is empty."
        topop = self._back
        if self._front == self._back:
            self._front = None
            self._back = None
        else:
            self._back = self._back.prev_node
            self._back.next_node = None
        self._len -= 1
        return topop.val

    def popleft(self) -> Any:
        assert not self.is_empty(), "Deque is empty."
        topop = self._front
        if self._front == self._back:
            self._front = None
            self._back = None
        else:
            self._front = self._front.next_node
            self._front.prev_node = None
        self._len -= 1
        return topop.val

    def is_empty(self) -> bool:
        return self._front is None

    def __len__(self) -> int:
        return self._len

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Deque):
            return NotImplemented
        me = self._front
        oth = other._front
        if len(self) != len(other):
            return False
        while me is not None and oth is not None:
            if me.val != oth.val:
                return False
            me = me.next_node
            oth = oth.next_node
        return True

    def __iter__(self) -> Deque._Iterator:
        return Deque._Iterator(self._front)

    def __repr__(self) -> str:
        values_list = []
        aux = self._front
        while aux is not None:
            values_list.append(aux.val)
            aux = aux.next_node
        return f"[{', '.join(repr(val) for val in values_list)}]"


class CircularQueue:
    def __init__(self, n: int):
        self.n = n
        self.array = [None] * self.n
        self.front = 0
        self.rear = 0
        self.size = 0

    def __len__(self) -> int:
        return self.size

    def is_empty(self) -> bool:
        return self.size == 0

    def first(self):
        return False if self.is_empty() else self.array[self.front]

    def enqueue(self, data):
        if self.size >= self.n:
            raise Exception("QUEUE IS FULL")
        self.array[self.rear] = data
        self.rear = (self.rear + 1) % self.n
        self.size += 1
        return self

    def dequeue(self):
        if self.size == 0:
            raise Exception("UNDERFLOW")
        temp = self.array[self.front]
        self.array[self.front] = None
        self.front = (self.front + 1) % self.n
        self.size -= 1
        return temp


class OverFlowError(Exception):
    pass


class FixedPriorityQueue:
    def __init__(self):
        self.queues = [[], [], []]

    def enqueue(self, priority: int, data: int) -> None:
        try:
            if len(self.queues[priority]) >= 3:
                raise OverflowError("Maximum queue size is 100")
            self.queues[priority].append(data)
        except IndexError:
            raise ValueError("Valid priorities are 0, 1, and 2")

    def dequeue(self) -> int:
        for queue in self.queues:
            if queue:
                return queue.pop(0)
        raise OverFlowError("All queues are empty")

    def __str__(self) -> str:
        return "\n".join(f"Priority {i}: {q}" for i, q in enumerate(self.queues))


def balanced_parentheses(parentheses: str) -> bool:
    stack: Stack[str] = Stack()
    bracket_pairs = {"(": ")", "[": "]", "{": "}"}
    for bracket in parentheses:
        if bracket in bracket_pairs:
            stack.push(bracket)
        elif bracket in (")", "]", "}") and (stack.is_empty() or bracket_pairs[stack.pop()] != bracket):
            return False
    return stack.is_empty()


def main() -> None:
    stack: Stack[int] = Stack(3)
    assert bool(stack) is False
    assert stack.is_empty() is True
    try:
        _ = stack.pop()
        raise AssertionError
    except StackUnderflowError:
        print("underflow ok")
    for i in range(3):
        assert stack.size() == i
        stack.push(i)
    try:
        stack.push(200)
    except StackOverflowError as e:
        print("overflow", repr(e), stack, 5 in stack, 1 in stack)
    d = Deque([1, 2, 3])
    d.appendleft("zero")
    d.append(4.5)
    print(d, len(d), d.pop(), d.popleft(), d, d == Deque([1, 2, 3]), d != Deque([1]), list(d))
    print(sum(x for x in d), [x * 2 for x in Deque("ab")], Deque().is_empty())
    try:
        Deque().pop()
    except AssertionError as e:
        print("AssertionError:", e)
    cq = CircularQueue(2)
    print(cq.first(), cq.enqueue("A").first(), len(cq.enqueue("B")), cq.dequeue(), cq.array)
    for action in (lambda: cq.enqueue("C").enqueue("D"), lambda: CircularQueue(1).dequeue()):
        try:
            action()
        except Exception as e:
            print(e)
    fpq = FixedPriorityQueue()
    for p, v in [(0, 10), (1, 70), (0, 100), (2, 1), (2, 5), (9, 9)]:
        try:
            fpq.enqueue(p, v)
        except ValueError as e:
            print(e, "|", type(e.__context__).__name__ if False else "ctx")
    print(fpq)
    print([fpq.dequeue() for _ in range(5)])
    try:
        fpq.dequeue()
    except OverFlowError as e:
        print(e)
    for s in ("((()))", "((())", "(ab{c}d[e])", ")("):
        print(s, balanced_parentheses(s))


if __name__ == "__main__":
    main()
