import contextlib
import csv
import io
import sys
from contextlib import ExitStack, closing


class Resource:
    log = []

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.log.append(f"open {self.name}")
        return self

    def __exit__(self, kind, error, trace):
        self.log.append(f"close {self.name} {kind.__name__ if kind else None}")
        return kind is KeyError

    def close(self):
        self.log.append(f"closed {self.name}")


with closing(Resource("c")) as c:
    print(c.name)
try:
    with contextlib.closing(Resource("d")) as d:
        raise ValueError("in d")
except ValueError as e:
    print(e, Resource.log)
Resource.log.clear()
with ExitStack() as stack:
    rs = [stack.enter_context(Resource(n)) for n in "xyz"]
    stack.callback(print, "callback")
    print([r.name for r in rs])
print(Resource.log)
Resource.log.clear()
with ExitStack() as stack:
    stack.enter_context(Resource("k"))
    raise KeyError("swallowed")
print(Resource.log)
out = io.StringIO()
w = csv.writer(out)
w.writerow(["a", "b,c", 'd"e', None, 1.5])
w.writerows([[1, 2, 3], ["", "x y", True]])
print(repr(out.getvalue()))
for row in csv.reader(io.StringIO(out.getvalue())):
    print(row)
for row in csv.DictReader(io.StringIO("x,y\n1,2\n3,4\n")):
    print(row["x"], row["y"], row)
print(list(csv.reader(['1;2;"a;b"', "", "3;4;5"], delimiter=";")))
dw = csv.DictWriter(sys.stdout, fieldnames=["n", "v"], lineterminator="\n")
dw.writeheader()
dw.writerow({"n": "one", "v": 1})
dw.writerows([{"v": 2, "n": "t,wo"}])
