l = list(range(10))
s = "abcdefghij"
t = tuple(l)
for a, b, c in [(None, None, -1), (2, 8, 2), (8, 2, -2), (-3, None, None), (None, -3, None), (-100, 100, 3), (5, 5, 1), (None, None, 3), (9, None, -4), (100, -100, -3), (-1, -5, -1), (0, -1, -1)]:
    print(l[a:b:c], s[a:b:c], t[a:b:c])
print(l[-1], s[-10], t[-2], l[2:][0], s[:-1][-1])
l[2:5] = [20]
print(l)
l[1:1] = [7, 8]
print(l)
l[:] = l[::-1]
print(l)
l[::3] = [0] * len(l[::3])
print(l)
del l[1::2]
print(l)
try:
    l[::2] = [1]
except ValueError as e:
    print(e)
for i in (10, -10):
    for seq in ([1, 2], "ab", (1, 2)):
        try:
            print(seq[i])
        except IndexError as e:
            print(e)
try:
    [1][9] = 2
except IndexError as e: print(e)
try:
    del [1][9]
except IndexError as e: print(e)
try:
    "abc"[::0]
except ValueError as e: print(e)
r = range(10, 50, 5)
print(r[1:4], r[-1], list(r[::-1]), 20 in r, 21 in r, r.index(20), len(r), r == range(10, 46, 5), range(0) == range(5, 5))
print(bytes(5), b"abc"[1], b"abc"[1:], list(b"az"), bytearray(b"xy"))
