class Node:
    def __init__(self, data, next=None):
        self.data = data
        self.next = next

class LinkedList:
    def __init__(self, items=None):
        self.head = None
        self.size = 0
        for item in items or []:
            self.append(item)

    def append(self, data):
        node = Node(data)
        self.size += 1
        if self.head is None:
            self.head = node
            return
        cur = self.head
        while cur.next:
            cur = cur.next
        cur.next = node

    def __iter__(self):
        cur = self.head
        while cur:
            yield cur.data
            cur = cur.next

    def __len__(self):
        return self.size

    def __repr__(self):
        return ' -> '.join(repr(x) for x in self) or 'empty'

    def __getitem__(self, index):
        if index < 0:
            index += self.size
        for i, v in enumerate(self):
            if i == index:
                return v
        raise IndexError("list index out of range")

    def reverse(self):
        prev, cur = None, self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev

    def remove(self, value):
        prev = None
        cur = self.head
        while cur is not None:
            if cur.data == value:
                if prev is None:
                    self.head = cur.next
                else:
                    prev.next = cur.next
                self.size -= 1
                return True
            prev, cur = cur, cur.next
        return False

    def has_cycle(self):
        slow = fast = self.head
        while fast and fast.next:
            slow = slow.next
            fast = fast.next.next
            if slow is fast:
                return True
        return False

def merge(a, b):
    dummy = tail = Node(0)
    while a and b:
        if a.data <= b.data:
            tail.next, a = a, a.next
        else:
            tail.next, b = b, b.next
        tail = tail.next
    tail.next = a or b
    return dummy.next

ll = LinkedList([3, 1, 2])
print(ll, len(ll), ll[0], ll[-1], list(ll))
ll.reverse()
print(ll, ll.remove(1), ll.remove(42), ll, ll.has_cycle())
try:
    ll[10]
except IndexError as e:
    print('error:', e)
x, y = LinkedList([1, 4, 6]), LinkedList([2, 3, 9])
n = merge(x.head, y.head)
out = []
while n:
    out.append(n.data)
    n = n.next
print(out)
print(LinkedList(), LinkedList("ab"), 2 in ll, sorted(ll), max(ll))
loop = LinkedList([1, 2])
loop.head.next.next = loop.head
print(loop.has_cycle())
