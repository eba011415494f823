class Stack:
    def __init__(self):
        self._items = []

    def push(self, item):
        self._items.append(item)

    def pop(self):
        if not self._items:
            raise IndexError("pop from empty stack")
        return self._items.pop()

    def __len__(self):
        return len(self._items)

    def is_empty(self):
        return len(self._items) == 0


def balanced(text):
    stack = Stack()
    pairs = {")": "(", "]": "[", "}": "{"}
    for ch in text:
        if ch in "([{":
            stack.push(ch)
        elif ch in pairs:
            if stack.is_empty() or stack.pop() != pairs[ch]:
                return False
    return stack.is_empty()


for text in ["()", "([{}])", "(]", "((", ""]:
    print(repr(text), balanced(text))
s = Stack()
s.push(1)
print(len(s), s.pop())
try:
    s.pop()
except IndexError as e:
    print(e)
