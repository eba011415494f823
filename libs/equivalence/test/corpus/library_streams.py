import io
b = io.StringIO()
b.write("hello ")
b.write("world\n")
n = b.write("abc")
print(n, b.getvalue())
from io import StringIO
s = StringIO("a b\nc d\n\nlast")
for line in s:
    print(repr(line))
s.seek(0)
print(s.readline(), s.read(3), s.tell())
print(s.readlines())
print(repr(s.read()))
import io
def render(rows):
    out = io.StringIO()
    for r in rows:
        print(*r, sep=",", file=out)
    return out.getvalue()
print(render([[1,2],[3,4]]), end="")
import io
with io.StringIO() as f:
    f.write("x")
    print(f.getvalue(), f.closed)
print(f.closed)
try:
    f.write("y")
except ValueError as e:
    print(e)
import io, sys
def emit(out, text):
    out.write(text + "\n")
emit(sys.stdout, "to stdout")
b = io.StringIO()
emit(b, "to buffer")
print(repr(b.getvalue()))
import io
b = io.StringIO("hello")
b.write("J")
print(b.getvalue())
b.seek(0, 2)
b.write("!")
print(b.getvalue(), b.tell())
b.truncate(3)
print(b.getvalue())
b.seek(6); b.write("z"); print(repr(b.getvalue()))
import io
import contextlib
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    print("inside")
print("got", repr(buf.getvalue()))
import io, sys
old = sys.stdout
sys.stdout = io.StringIO()
print("captured")
text = sys.stdout.getvalue()
sys.stdout = old
print("text:", text)
