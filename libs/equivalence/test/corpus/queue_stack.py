class EmptyError(Exception):
    pass

class Stack:
    def __init__(self):
        self._items = []
    def push(self, x):
        self._items.append(x)
    def pop(self):
        if not self._items:
            raise EmptyError('pop from empty stack')
        return self._items.pop()
    def peek(self):
        return self._items[-1] if self._items else None
    def __len__(self):
        return len(self._items)
    def __bool__(self):
        return bool(self._items)

class MinStack(Stack):
    def __init__(self):
        super().__init__()
        self._mins = []
    def push(self, x):
        super().push(x)
        if not self._mins or x <= self._mins[-1]:
            self._mins.append(x)
    def pop(self):
        x = super().pop()
        if x == self._mins[-1]:
            self._mins.pop()
        return x
    @property
    def minimum(self):
        return self._mins[-1] if self._mins else None

class Queue:
    def __init__(self):
        self.inbox, self.outbox = Stack(), Stack()
    def put(self, x):
        self.inbox.push(x)
    def get(self):
        if not self.outbox:
            while self.inbox:
                self.outbox.push(self.inbox.pop())
        return self.outbox.pop()

def balanced(s):
    pairs = {')': '(', ']': '[', '}': '{'}
    st = Stack()
    for ch in s:
        if ch in pairs.values():
            st.push(ch)
        elif ch in pairs:
            if not st or st.pop() != pairs[ch]:
                return False
    return not st

ms = MinStack()
for v in [5, 3, 7, 3, 8]:
    ms.push(v)
    print(v, ms.minimum, len(ms))
while ms:
    print(ms.pop(), ms.minimum, ms.peek())
q = Queue()
for c in 'abc':
    q.put(c)
print(q.get(), q.get())
q.put('d')
print(q.get(), q.get())
try:
    q.get()
except EmptyError as e:
    print('empty:', e)
print([balanced(s) for s in ['', '()', '([)]', '{[()]}', '(((', '}']])
