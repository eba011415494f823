import io, sys
s = io.StringIO("h1,h2\n1,2\n3,4\n")
header = next(s).strip().split(",")
print(header, [line.strip() for line in s], next(s, "none"))
try:
    next(s)
except StopIteration:
    print("stop")
t = io.StringIO("x\ny")
for line in t:
    print(repr(line), repr(next(t, None)))
def lines(f):
    it = iter(f)
    while True:
        try:
            yield next(it)
        except StopIteration:
            return
print(list(lines(io.StringIO("p\nq\n"))), next(sys.stdin, "eof"))
a, b = io.StringIO("1\n2")
print(repr(a), b)
