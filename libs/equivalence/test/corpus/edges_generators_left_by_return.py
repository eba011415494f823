def gen(n, tag=""):
    try:
        for i in range(n): yield i
    finally: print("closed", tag)
def a(n):
    try:
        for v in gen(n, "a"):
            if v == 1: return "r"
            try:
                for w in gen(n, "b"):
                    if w == 1: continue
                    if w == 2: return "inner"
            finally: print("mid")
    finally: print("f")
    return "end"
print(a(1)); print(a(2)); print(a(3))
class M:
    def __enter__(self): print("in"); return self
    def __exit__(self, *x): print("out")
def b():
    with M():
        for v in gen(3, "w"):
            if v: return v
def c():
    for v in gen(3, "c"):
        with M():
            if v == 1: return v
def d():
    try:
        for v in gen(3, "d"):
            if v: raise ValueError(v)
    except ValueError as e: print("caught", e)
    finally: print("df")
def e():
    for k in range(2):
        try:
            for v in gen(3, "e"):
                if v: break
            else: print("no")
            if k: continue
        finally: print("ef", k)
print(b(), c(), d(), e())
