"""What a walrus binds in one turn of a comprehension is there in the next; patterns over ranges."""

a, b = 1, 2
table = {(c := a): (a := b) + (b := a + c) - b for _ in range(6)}
print(table, a, b, c)


def running():
    total = 0
    sums = [total := total + x for x in range(6)]
    halves = {x: (total := total // 2) for x in "abc"}
    seen = {(total := total * 3 + 1) % 7 for _ in range(5)}
    print(sums, halves, sorted(seen), total)
    last = None
    steps = [(last, last := x) for x in "xyz"]
    print(steps, last)
    best = 0
    grown = [(x, best := max(best, x)) for x in [3, 1, 4, 1, 5] if best < 5]
    print(grown, best)
    nested = [[(best := best - x) for x in range(y)] for y in range(4)]
    print(nested, best)


running()
previous = 0
gaps = [x - previous for x in [2, 5, 9] if (previous := x) > 2]
print(gaps, previous)
print(any((hit := n) > 3 for n in range(9)), hit)


def shape(value):
    match value:
        case []:
            return "none"
        case [0, *rest]:
            return ("from nothing", rest)
        case [first, *_, last]:
            return (first, last)
        case [only]:
            return only


print(shape(range(0)), shape(range(4)), shape(range(7, 20, 4)), shape(range(5, 6)))
match range(10, 13):
    case [x, 11, z]:
        print(x, z)
