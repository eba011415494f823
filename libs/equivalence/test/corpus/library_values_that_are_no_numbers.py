"""Records that keep texts, moments and numbers, and numbers made of what is none."""
import datetime as dt
import re
from collections import deque
from decimal import Decimal
def kind(x):
    try:
        return int(x)
    except TypeError as e:
        return str(e)
def num(x):
    try:
        return float(x)
    except TypeError as e:
        return str(e)
for f in (kind, num):
    print(f(dt.date(2024, 1, 2)))
    print(f(dt.timedelta(3)))
    print(f(dt.datetime(2024, 1, 2)))
    print(f(dt.time(3)))
    print(f(re.match("a", "a")))
    print(f(re.compile("a")))
    print(f(deque([1])))
    print(f(Decimal("2.5")))
def make(text):
    d = dict(part.split("=") for part in text.split(";"))
    d["when"] = dt.datetime.fromisoformat(d["when"])
    d["size"] = 0 if d["size"] == "-" else int(d["size"])
    return d
r = make("when=2024-01-02;size=12;name=x")
print(r, r["size"] + 1, r["when"].year)
print(int(r["size"]))
try:
    print(int(r["when"]))
except TypeError as e:
    print(e)
