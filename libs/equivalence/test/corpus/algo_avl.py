from __future__ import annotations
import math
import random
from typing import Any

class MyQueue:
    def __init__(self) -> None:
        self.data: list[Any] = []
        self.head: int = 0
        self.tail: int = 0
    def is_empty(self) -> bool:
        return self.head == self.tail
    def push(self, data: Any) -> None:
        self.data.append(data)
        self.tail = self.tail + 1
    def pop(self) -> Any:
        ret = self.data[self.head]
        self.head = self.head + 1
        return ret

class MyNode:
    def __init__(self, data: Any) -> None:
        self.data = data
        self.left: MyNode | None = None
        self.right: MyNode | None = None
        self.height: int = 1
    def get_data(self) -> Any:
        return self.data

def get_height(node: MyNode | None) -> int:
    if node is None:
        return 0
    return node.height

def my_max(a: int, b: int) -> int:
    if a > b:
        return a
    return b

def right_rotation(node: MyNode) -> MyNode:
    print("left rotation node:", node.get_data())
    ret = node.left
    assert ret is not None
    node.left = ret.right
    ret.right = node
    node.height = my_max(get_height(node.right), get_height(node.left)) + 1
    ret.height = my_max(get_height(ret.right), get_height(ret.left)) + 1
    return ret

def left_rotation(node: MyNode) -> MyNode:
    print("right rotation node:", node.get_data())
    ret = node.right
    assert ret is not None
    node.right = ret.left
    ret.left = node
    node.height = my_max(get_height(node.right), get_height(node.left)) + 1
    ret.height = my_max(get_height(ret.right), get_height(ret.left)) + 1
    return ret

def insert_node(node: MyNode | None, data: Any) -> MyNode | None:
    if node is None:
        return MyNode(data)
    if data < node.get_data():
        node.left = insert_node(node.left, data)
        if get_height(node.left) - get_height(node.right) == 2:
            left_child = node.left
            assert left_child is not None
            if data < left_child.get_data():
                node = right_rotation(node)
            else:
                node.left = left_rotation(left_child)
                node = right_rotation(node)
    else:
        node.right = insert_node(node.right, data)
        if get_height(node.right) - get_height(node.left) == 2:
            right_child = node.right
            assert right_child is not None
            if data < right_child.get_data():
                node.right = right_rotation(right_child)
                node = left_rotation(node)
            else:
                node = left_rotation(node)
    node.height = my_max(get_height(node.right), get_height(node.left)) + 1
    return node

class AVLtree:
    def __init__(self) -> None:
        self.root: MyNode | None = None
    def get_height(self) -> int:
        return get_height(self.root)
    def insert(self, data: Any) -> None:
        print("insert:" + str(data))
        self.root = insert_node(self.root, data)
    def __str__(self) -> str:
        output = ""
        q = MyQueue()
        q.push(self.root)
        layer = self.get_height()
        if layer == 0:
            return output
        cnt = 0
        while not q.is_empty():
            node = q.pop()
            space = " " * int(math.pow(2, layer - 1))
            output += space
            if node is None:
                output += "*"
                q.push(None)
                q.push(None)
            else:
                output += str(node.get_data())
                q.push(node.left)
                q.push(node.right)
            output += space
            cnt = cnt + 1
            for i in range(100):
                if cnt == math.pow(2, i) - 1:
                    layer = layer - 1
                    if layer == 0:
                        output += "\n*************************************"
                        return output
                    output += "\n"
                    break
        output += "\n*************************************"
        return output

if __name__ == "__main__":
    t = AVLtree()
    lst = list(range(10))
    random.seed(3)
    random.shuffle(lst)
    for i in lst:
        t.insert(i)
        print(str(t))
