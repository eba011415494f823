from collections import namedtuple, defaultdict, OrderedDict
d = {"a": 1}
d |= {"b": 2}
d |= [("m", 5), ("a", 9)]
d |= (("t", 1),)
d |= zip("xy", [7, 8])
print(d)
print(dict([("one", 1), ["two", 2]]), dict(["ab", "cd"]), dict([[1, 2], [3, 4]]), dict([("k", "v"), "zw"]))
P = namedtuple("P", "k v")
print(dict([P("a", 1), P("b", 2)]))
for bad in ([[1, 2, 3]], [[1, 2], [3]], [[]]):
    try:
        print(dict(bad))
    except ValueError as e:
        print(e)
try:
    dict([(1, 2), (1, 2, 3)])
except ValueError as e:
    print(e)
try:
    dict([1, 2])
except TypeError as e:
    print(e)
try:
    dict(["a", "b"])
except ValueError as e:
    print(e)
try:
    d.update(["abc"])
except ValueError as e:
    print(e)
d.update(["pq"])
d.update([["r", 3]], z=5)
print(d)
dd = defaultdict(int, a=1)
dd |= {"b": 2}
dd |= [("c", 3)]
print(dd)
od = OrderedDict(a=1)
od |= {"b": 2}
od |= [("c", 3)]
print(od)
class Box:
    def __init__(self): self.d = {}
b = Box()
b.d |= [("q", 1)]
b.d |= {"w": 2}
print(b.d)
try:
    d |= 5
except TypeError as e:
    print(e)
rows = [line.split("=") for line in ["a=1", "b=2"]]
print(dict(rows), {**dict(rows)})
print(dict(line.split(":") for line in "x:1,y:2".split(",")))
class Bits:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class N(int): pass
print(hex(Bits(10)), bin(Bits(5)), oct(Bits(9)), hex(N(12)), chr(Bits(65)), [1, 2, 3][Bits(1)], "abc"[Bits(2)], [1, 2, 3, 4][Bits(1):Bits(3)])
try:
    hex("a")
except TypeError as e:
    print(e)
