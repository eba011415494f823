"""io.BytesIO."""
import io
import struct
b = io.BytesIO(b"abc\ndef\n\nxyz")
print(b.read(2), b.tell(), b.readline(), b.getvalue(), b.readlines(), b.read(), b.readline(), b.tell())
print(b.seek(0, 2), b.write(b"zz"), b.getvalue(), b.seek(-3, 1), b.read(2), b.seek(-100, 2), b.tell())
b.seek(20); print(b.read(), b.tell(), b.write(bytearray(b"Q")), b.getvalue(), b.write(b""))
print(b.truncate(4), b.getvalue(), b.tell())
b.seek(0)
for line in b: print(line)
print(list(b), next(iter(io.BytesIO(b"q\nr"))))
with io.BytesIO() as f:
    f.writelines([b"a\n", b"b"])
    print(f.getvalue(), f.closed, f.readable())
print(f.closed)
try: f.read()
except ValueError as e: print(e)
for bad in (lambda: b.seek(-1), lambda: b.seek(0, 9), lambda: b.truncate(-2)):
    try: bad()
    except ValueError as e: print(e)
try: b.write("text")
except TypeError as e: print("TypeError")
print(io.BytesIO(b"abc").read(-1), io.BytesIO(b"abc").read(None), io.BytesIO(b"a\nb").readlines(1), io.BytesIO(b"abcd").readline(2))
out = io.BytesIO()
for n in range(3): out.write(struct.pack(">H", n))
data = out.getvalue()
print(data, len(data))
src = io.BytesIO(data)
while chunk := src.read(2):
    print(struct.unpack(">H", chunk)[0])
s = io.StringIO("q"); print(s.read())
def load(f): return f.read(1)
print(load(io.BytesIO(b"xy")))
b.write(5)
