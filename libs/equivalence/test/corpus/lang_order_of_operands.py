"""The left operand is worked out first, whatever kind the right one turns out to be."""
LOG: list[str] = []
CHART = {"a": 1, "b": 2.5}


def left(x: int) -> int:
    LOG.append(f"left {x}")
    return x


def right(key: str) -> float:
    LOG.append(f"right {key}")
    return CHART[key]


def total(digits: list[str], key: str) -> float:
    return int("".join(digits)) * CHART[key]


for key in ("a", "b"):
    print(left(3) * right(key), left(4) + right(key), left(1) < right(key), left(1) == right(key), left(2) in [right(key)])
print(LOG)
for digits, key in ((["x"], "zz"), (["1"], "zz"), (["4", "2"], "b")):
    try:
        print(total(digits, key))
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
