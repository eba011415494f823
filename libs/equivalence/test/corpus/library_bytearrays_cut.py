b = bytearray(b"hello")
del b[0]
print(b)
del b[1:3]
print(b)
b *= 3
print(b)
b += b"x"
b[0:2] = b"ZZZ"
print(b)
del b[::2]
print(b)
b = bytearray(b"abc")
c = b
b *= 2
print(c)
del b[-1]
print(c)
try:
    del b[10]
except IndexError as e:
    print(e)
del b[:]
print(c, len(c))
b *= 5
print(b)
