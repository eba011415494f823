"""Bytes and byte arrays: what is in them, where, how they say themselves, and what they do not take."""

import sys


def attempt(work):
    try:
        print(work())
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        print(type(error).__name__, error)


data, array = b"abcab", bytearray(b"abcab")
print(ord(b"a"), ord(bytearray(b"\xff")), ord("é"))
attempt(lambda: ord(b"ab"))
attempt(lambda: ord(b""))
print(97 in data, 200 in array, b"ca" in data, b"ca" in array, bytearray(b"ab") in data, b"" in array, True in b"\x01")
attempt(lambda: 300 in data)
attempt(lambda: -1 in array)
attempt(lambda: 1.5 in data)
attempt(lambda: "a" in array)
attempt(lambda: None in data)
for place in (0, -1, 5, sys.maxsize, sys.maxsize + 1, -(10**30)):
    attempt(lambda: data[place])
    attempt(lambda: array[place])
print(bytearray(b"it's"), bytearray(b'say "so"'), bytearray(b"both ' and \""), bytearray(b"\\"), b"it's")
print(repr(bytearray(range(30, 45))), str(bytearray(b"'")), [bytearray(b"a'b")])
attempt(lambda: bytes([256]))
attempt(lambda: bytearray([256]))
attempt(lambda: bytearray([1, -1]))
attempt(lambda: bytes(1.5))
attempt(lambda: bytearray(1.5))
attempt(lambda: bytes(None))
array.insert(1, 65)
array.insert(-100, 66)
array.insert(100, 67)
print(array, array.pop(0), array.pop(-2), array)
array.remove(ord("c"))
array.extend(x * 2 for x in range(3))
array.extend({7})
print(array, len(array))
for step in range(8):
    try:
        if step == 0:
            array.remove(250)
        elif step == 1:
            array.pop(99)
        elif step == 2:
            array.append(256)
        elif step == 3:
            array.extend([1, 300])
        elif step == 4:
            array[0] = -1
        elif step == 5:
            array.insert(0, 1000)
        elif step == 6:
            array[1:2] = [999]
        else:
            bytearray().pop(0)
    except (ValueError, IndexError) as error:
        print(step, error)
print(array)
kept = array.copy()
array.clear()
print(array, kept, len(kept))


def kind(value):
    match value:
        case b"GET" | b"PUT":
            return "verb"
        case b"":
            return "empty"
        case rb"\d":
            return "raw"
        case bytes():
            return "bytes"
        case "GET":
            return "text"
        case _:
            return "other"


for value in (b"GET", b"PUT", b"", rb"\d", b"DEL", "GET", "", 3):
    print(kind(value), end=" ")
print()
