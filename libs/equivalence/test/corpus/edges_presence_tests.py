import itertools as it, math
print(hasattr(it, "batched"), hasattr(math, "sqrt"), hasattr(it, "pairwise"))
x = 1
def f(): return "x" in globals(), "nope" in globals()
print("x" in globals(), "f" in globals(), "zz" not in globals(), f())
