"""match over values of several types: sequences of two kinds, mappings beside other things."""


def classify(x):
    match x:
        case None:
            return "none"
        case int(n) if n < 0:
            return f"negative {n}"
        case int() | float():
            return "number"
        case []:
            return "empty"
        case [only]:
            return f"one {only}"
        case [1, *rest]:
            return f"one then {rest}"
        case [first, *_, last] if first == last:
            return f"round {first}"
        case [_, _, *more]:
            return f"{len(more) + 2} items"
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": kind, **rest}:
            return f"{kind} with {sorted(rest)}"
        case {}:
            return "a dictionary"
        case str() as text:
            return f"text {text!r}"
    return "other"


SAMPLES = [
    None, 3, -2, 2.5, [], (), [7], (8,), [1, 2, 3], (1,), [5, 6, 5], (4, "x"), ("a", "b", "a"),
    {"type": "circle", "r": 2}, {"type": "square", "a": 1, "b": 2}, {"q": 1}, {}, "word", {1, 2}, b"xy",
]
for sample in SAMPLES:
    print(repr(sample), "->", classify(sample))


def total(tree):
    match tree:
        case (left, "+", right):
            return total(left) + total(right)
        case [*items]:
            return sum(total(item) for item in items)
        case {"value": value}:
            return value
        case int():
            return tree
        case _:
            raise ValueError(f"what is {tree!r}")


print(total((1, "+", [2, 3, {"value": 4}])), total([]), total({"value": 9}))
try:
    total([1, "+"])
except ValueError as error:
    print(error)
