import math
def p(xs, *start):
    print(math.prod(xs), math.prod((x for x in xs), start=2), type(math.prod(xs)).__name__)
p([1, 2.5])
p([1, True, 3])
p([1.5, 2.5])
p([2**40, 2**40, 1.5])
print(math.prod([True, True]), math.prod([], start=2.5), math.prod([1, 2.0], start=True), math.prod([1, 2], start=0.5))
b = bytearray('héé', 'utf-8')
b.append(65)
print(b, bytearray(b"x"), bytearray(3), bytearray([65, 66]))
try:
    bytearray('abc')
except TypeError as e:
    print(e)
try:
    bytearray('é', 'ascii')
except UnicodeEncodeError as e:
    print(e)
