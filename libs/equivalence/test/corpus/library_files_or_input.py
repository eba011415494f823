"""A file where one is named, else what comes in."""
import os
import sys


def lines(path=None):
    with (open(path) if path else sys.stdin) as source:
        return [line.strip() for line in source]


with open("o", "w") as out:
    out.write("a\nb\n")
print(lines("o"), lines(), sys.stdin.closed)
try:
    sys.stdin.readline()
except ValueError as error:
    print(error)
os.makedirs("data/deep", exist_ok=True)
for name in ("data", "o", "none"):
    print(name, os.path.isdir(name), os.path.isfile(name))
