"""Methods of built-in classes, called by the class where a derived one has its own."""

from collections import Counter


class Stack(list):
    def __getitem__(self, at):
        print("get", at)
        return list.__getitem__(self, at)

    def append(self, item):
        list.append(self, item * 2)

    def pop(self):
        return list.pop(self) if list.__len__(self) else None


stack = Stack([1, 2])
stack.append(4)
print(stack[1], stack[:2], stack.pop(), stack.pop(), stack.pop(), stack.pop())


class Folded(dict):
    def __getitem__(self, key):
        return dict.__getitem__(self, key.lower())

    def __setitem__(self, key, value):
        dict.__setitem__(self, key.lower(), value)

    def __contains__(self, key):
        return dict.__contains__(self, key.lower())

    def get(self, key, default=None):
        return dict.get(self, key.lower(), default)


folded = Folded()
folded["One"] = 1
print(folded["ONE"], "oNe" in folded, "two" in folded, folded.get("ONE"), folded.get("x", 0), len(folded), folded)


class Loud(str):
    def upper(self):
        return str.upper(self) + "!"


print(Loud("abc").upper())

tally = Counter("aab")
del tally["b"]
del tally["b"]
print(tally, len(tally))


def never():
    x = 0
    while 0:
        x = 1
    else:
        x = 2
    return x


print(never())


class Key:
    SAME = "a"
    OTHER = "b"


def read(table):
    match table:
        case {Key.SAME: first, Key.OTHER: second}:
            return first, second
        case {Key.SAME: first}:
            return first
    return None


print(read({"a": 1, "b": 2}), read({"a": 3}), read({"c": 4}))
