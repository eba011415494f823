"""Lines of standard input end with a line feed alone: what else ends a line elsewhere is part of it."""

import sys

print(repr(input()))
print(repr(sys.stdin.readline()), repr(sys.stdin.read(3)), repr(sys.stdin.readline(2)))
for line in sys.stdin:
    print(repr(line), line.split(), line.splitlines())
print(repr(sys.stdin.read()), sys.stdin.readlines())
