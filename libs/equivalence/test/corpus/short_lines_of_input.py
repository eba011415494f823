"""Standard input by its number, as short programs take it."""
from itertools import islice

with open(0) as source:
    count = int(source.readline())
    rows = [list(map(int, source.readline().split())) for _ in range(count)]
    print(rows, max(map(sum, rows)))
    rest = [line for line in islice(source, 2)]
    print(rest)

