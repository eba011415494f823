"""os.path where it is about texts, operator in place."""
import operator
import os.path
from functools import reduce
print(os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.commonpath(["a/b", "a/./b/c"]), repr(os.path.commonpath(["a", "b"])), os.path.commonpath(["/a", "/b"]), os.path.commonpath(["/usr//lib/", "/usr/lib/x"]))
for bad in ([], ["/a", "b"]):
    try: print(os.path.commonpath(bad))
    except ValueError as e: print(e)
print(os.path.relpath("/a/b", "/a/c"), os.path.relpath("/a/b/c", "/a"), os.path.relpath("/a", "/a/b/c"), os.path.relpath("/a/b", "/a/b"), os.path.relpath("a/b/../c"), os.path.relpath("a/b", "c"), os.path.relpath("../x", "b"), os.path.relpath("/", "/a"), os.path.relpath("/a/b", start="/a"))
try: os.path.relpath("")
except ValueError as e: print(e)
print(os.path.normpath("a//b/../c/./d"), os.path.join("a", "/b", "c"), os.path.splitext("x/y.tar.gz"), os.path.split("/a/b"), os.path.basename("a/b/"), os.path.dirname("a/b/"), os.path.splitdrive("/a/b"), os.path.normcase("A/b"))
print(operator.iadd(1, 2), operator.imul("a", 3), operator.isub(3, 1), operator.iconcat("a", "b"), operator.ior(4, 1), operator.iand(6, 3), operator.itruediv(3, 2), operator.ifloordiv(7, 2), operator.imod(7, 4), operator.ipow(2, 5), operator.ixor(5, 1), operator.ilshift(1, 4), operator.irshift(16, 2), operator.iadd((1,), (2,)))
print(reduce(operator.iadd, [1, 2, 3]))
