"""Names that hold texts, and tuples whose lengths differ."""


def turn(value, times=3):
    out = []
    held = "it's"
    for i in range(times):
        if i % 2:
            held = (2,)
        else:
            held = (value, i)
        if isinstance(held, str):
            held += str(value)
        out.append(held)
    return out, held


def kind(value, i, held):
    print(held)
    if i % 2:
        held = (2,)
    else:
        held = (value, i)
    if isinstance(held, str):
        print("text")
    if isinstance(held, tuple):
        print("tuple of", len(held))
    return held


print(turn(True), turn("x", times=2))
print(kind(True, 2, "x"), kind(False, 3, "y"))
