import io
import os
import tempfile
from contextlib import ExitStack, contextmanager


@contextmanager
def named(name):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)


folder = tempfile.mkdtemp()
paths = [os.path.join(folder, name) for name in ("a.txt", "b.txt", "c.txt")]
with ExitStack() as stack:
    files = [stack.enter_context(open(path, "w")) for path in paths]
    for i, f in enumerate(files):
        f.write(f"line {i}\n" * (i + 1))
    print([f.closed for f in files])
print([f.closed for f in files])

with ExitStack() as stack:
    readers = [stack.enter_context(open(path)) for path in paths]
    for lines in zip(*readers):
        print([line.strip() for line in lines])
    print(readers[2].read())

with ExitStack() as stack:
    label = stack.enter_context(named("first"))
    out = stack.enter_context(io.StringIO())
    stack.callback(print, "called", label)
    out.write("text")
    print(out.getvalue())
print(out.closed)

stack = ExitStack()
f = stack.enter_context(open(paths[0]))
print(f.readline(), f.closed)
stack.close()
print(f.closed)
try:
    with ExitStack() as stack:
        f = stack.enter_context(open(paths[0]))
        stack.enter_context(open(os.path.join(folder, "missing.txt")))
except FileNotFoundError as error:
    print(type(error).__name__, f.closed)
try:
    with ExitStack() as stack:
        stack.enter_context(f)
except ValueError as error:
    print(error)
with ExitStack() as stack:
    f = stack.enter_context(open(paths[1]))
    int(f.read())
