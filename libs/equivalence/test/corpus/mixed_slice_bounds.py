opts = {"n": 3, "skip": [], "verbose": False, "none": None}
opts["n"] = int("2")
opts["skip"] = "a,b".split(",")
xs = [1, 2, 3, 4]
print(xs[:opts["n"]], "abcdef"[opts["n"]:], (1, 2, 3)[opts["verbose"]:opts["n"]], xs[opts["none"]::opts["n"]], b"xyz"[:opts["n"]])
for k in ("skip", "verbose", "n", "none"):
    try: print(k, xs[opts[k]:])
    except TypeError as e: print(k, e)
    try: print(k, range(5)[:opts[k]])
    except TypeError as e: print(k, e)
    try:
        ys = xs[:]
        ys[opts[k]:] = [0]
        print(ys)
        del ys[:opts[k]]
        print(ys)
    except TypeError as e: print(k, e)
for bad in ("x", 1.0, [1], (2,)):
    try: print(xs[bad:])
    except TypeError as e: print(e)
class I:
    def __index__(self): return 1
def pick(n): return I() if n else 2.0
for i in (1, 0):
    try: print(xs[pick(i):], "abc"[:pick(i)])
    except TypeError as e: print(e)
print(xs[I():])
try: xs["a":2]
except TypeError as e: print(e)
