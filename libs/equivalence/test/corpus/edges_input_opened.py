"""open(0) reads lines that end in any way."""

for line in open(0):
    print(repr(line))
