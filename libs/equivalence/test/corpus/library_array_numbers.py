from array import array
a = array("i", [1, 2, 3])
a.append(4)
print(a, a[0], len(a), sum(a), a.tolist(), a.typecode, a.itemsize, type(a).__name__, type(a))
for x in a: print(x)
b = array("d", [1.0, 2.5])
print(b, b[1] * 2, max(b), array("f", [0.1]))
a[1] = 20
print(a.index(20), list(a), a.count(3), 3 in a, a[1:3], a[-1])
a.extend([7, 8])
print(a.pop(), a, a + array("i", [1]), a * 2, a == array("i", [1, 20, 3, 4, 7]))
print(a.tobytes(), b.tobytes())
c = array("i")
c.frombytes(a.tobytes())
print(c, c == a)
try:
    array("b").append(300)
except OverflowError as e: print(e)
try:
    a.append("s")
except TypeError as e: print(e)
try:
    a[100]
except IndexError as e: print(e)
try:
    a.append(2.5)
except TypeError as e: print(e)
a.insert(0, 9); a.remove(3); a.reverse(); del a[0]
print(a, array("d"), sorted(a), [x * 2 for x in a], a.buffer_info() if False else "")
a += array("i", [5])
print(a, reversed(a).__next__() if False else list(reversed(a)))
def total(xs: array) -> int:
    t = 0
    for i in range(len(xs)):
        t += xs[i]
    return t
print(total(a))
sieve = array("B", [1] * 20)
for i in range(2, 20):
    if sieve[i]:
        for j in range(i * i, 20, i): sieve[j] = 0
print([i for i in range(2, 20) if sieve[i]])
grid = [array("i", [0] * 3) for _ in range(2)]
grid[0][1] = 5
print(grid)
import array as arrays
a = arrays.array("d", range(3))
print(a)
a.extend(arrays.array("d", [5.5]))
print(a, sum(a) / len(a))
b = arrays.array("q", b"\x01\x00\x00\x00\x00\x00\x00\x00")
print(b, arrays.array("H", [1, 2]).itemsize)
