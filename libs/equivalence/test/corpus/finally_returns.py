"""What a finally part reads of what is returned, changes of it and returns instead."""


def read(stop):
    items = [1, 2]
    try:
        if stop:
            return items
        items.append(3)
    finally:
        print("len", len(items))
    return items


def text(count):
    made = "a" * count
    try:
        return made
    finally:
        print("made", made)


def late(items):
    kept = [*items]
    try:
        return kept
    finally:
        kept.append(99)


def replaced(value):
    word = str(value)
    try:
        return word
    finally:
        word = "another"
        print(word)


def instead(flag):
    names = ["a"]
    try:
        return names
    finally:
        if flag:
            return [*names, "b"]


def nested(values):
    total = list(values)
    try:
        try:
            return total
        finally:
            print("inner", total)
    finally:
        total.clear()
        print("outer", total)


def looped():
    for word in ["x", "y"]:
        seen = [word]
        try:
            if word == "y":
                return seen
        finally:
            print("seen", seen)
    return []


print(read(True), read(False))
print(text(3))
print(late([1]))
print(replaced(5))
print(instead(True), instead(False))
print(nested((1, 2)))
print(looped())
