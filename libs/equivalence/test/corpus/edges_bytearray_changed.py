"""A bytearray that changes while it is gone through; what is no index of it; methods of built-in classes given other objects."""

def f():
    b = bytearray(b'python')
    try:
        b['a'] = 3
    except TypeError as _e:
        print(_e)
    try:
        print(b['a'])
    except TypeError as _e:
        print(_e)
    try:
        b[0] = 'a'
    except TypeError as _e:
        print(_e)
f()
b = bytearray(b"abcdef")
it = iter(b)
print(next(it))
b.append(7)
print(next(it))
b.clear()
print(list(it))
b = bytearray(b"abcdef")
for x in b:
    print(x)
    if len(b) < 8:
        b.append(x)
def v(x):
    print("v", x)
    return x
b = bytearray(5)
b[v(1)] = v(65)
i = 2 if len(b) > 2 else "x"
b[i] = 66
del b[i]
print(b)
class L(list): pass
class D(dict): pass
print(list.copy(L([1])), dict.get(D(a=1), "a"), str.upper("a"), list.__len__(L()))
class S(str):
    def upper(self): return "no"
class I(int): pass
print(str.upper(S("abc")), int.bit_length(I(9)))
from enum import IntEnum
class E(IntEnum):
    A = 5
print(int.bit_length(E.A), int.__add__(E.A, 2))
r = reversed(b)
print(list(zip(b, range(9))), sum(b), max(b), sorted(b), [x for x in b], list(map(hex, b)), list(r))
class Thing:
    pass
thing = Thing()
try:
    list.sort(thing)
except TypeError as _e:
    print(1, 'raised', type(_e).__name__, _e)
else:
    print(1, 'no error')
try:
    str.upper(thing)
except TypeError as _e:
    print(3, 'raised', type(_e).__name__, _e)
try:
    str.upper(3)
except TypeError as _e:
    print(3, 'raised', type(_e).__name__, _e)
