from typing import Generic, TypeVar
T = TypeVar("T")
U = TypeVar("U")

class DoubleLinkedListNode(Generic[T, U]):
    def __init__(self, key, val):
        self.key = key
        self.val = val
        self.next: "DoubleLinkedListNode[T, U] | None" = None
        self.prev = None
    def __repr__(self) -> str:
        return f"Node: key: {self.key}, val: {self.val}, has next: {bool(self.next)}, has prev: {bool(self.prev)}"

class DoubleLinkedList(Generic[T, U]):
    def __init__(self) -> None:
        self.head: DoubleLinkedListNode[T, U] = DoubleLinkedListNode(None, None)
        self.rear: DoubleLinkedListNode[T, U] = DoubleLinkedListNode(None, None)
        self.head.next, self.rear.prev = self.rear, self.head
    def __repr__(self) -> str:
        rep = ["DoubleLinkedList"]
        node = self.head
        while node.next is not None:
            rep.append(str(node))
            node = node.next
        rep.append(str(self.rear))
        return ",\n    ".join(rep)
    def add(self, node) -> None:
        previous = self.rear.prev
        assert previous is not None
        previous.next = node
        node.prev = previous
        self.rear.prev = node
        node.next = self.rear
    def remove(self, node):
        if node.prev is None or node.next is None:
            return None
        node.prev.next = node.next
        node.next.prev = node.prev
        node.prev = None
        node.next = None
        return node

class LRUCache(Generic[T, U]):
    def __init__(self, capacity: int):
        self.list = DoubleLinkedList()
        self.capacity = capacity
        self.num_keys = 0
        self.hits = 0
        self.miss = 0
        self.cache = {}
    def __repr__(self) -> str:
        return f"CacheInfo(hits={self.hits}, misses={self.miss}, capacity={self.capacity}, current size={self.num_keys})"
    def __contains__(self, key) -> bool:
        return key in self.cache
    def get(self, key):
        if key in self.cache:
            self.hits += 1
            value_node = self.cache[key]
            node = self.list.remove(self.cache[key])
            assert node == value_node
            assert node is not None
            self.list.add(node)
            return node.val
        self.miss += 1
        return None
    def put(self, key, value) -> None:
        if key not in self.cache:
            if self.num_keys >= self.capacity:
                first_node = self.list.head.next
                assert first_node is not None
                assert first_node.key is not None
                assert self.list.remove(first_node) is not None
                del self.cache[first_node.key]
                self.num_keys -= 1
            self.cache[key] = DoubleLinkedListNode(key, value)
            self.list.add(self.cache[key])
            self.num_keys += 1
        else:
            node = self.list.remove(self.cache[key])
            assert node is not None
            node.val = value
            self.list.add(node)

cache = LRUCache(2)
cache.put(1, 1)
cache.put(2, 2)
print(cache.get(1))
cache.put(3, 3)
print(cache.get(2), cache, 1 in cache, 2 in cache)
cache.put(4, 4)
print(cache.get(1), cache.get(3), cache.get(4))
print(cache.list)
