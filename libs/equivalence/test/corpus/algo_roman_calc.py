import sys
VALUES = (("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
def to_roman(n):
    if not isinstance(n, int) or not 0 < n < 4000:
        raise ValueError(f"out of range: {n}")
    out = ""
    for sym, val in VALUES:
        count, n = divmod(n, val)
        out += sym * count
    return out
def from_roman(s):
    i = total = 0
    for sym, val in VALUES:
        while s[i:i + len(sym)] == sym:
            total += val
            i += len(sym)
    if i != len(s):
        raise ValueError("bad numeral: " + s)
    return total
def evaluate(line):
    a, op, b = line.split()
    a, b = from_roman(a), from_roman(b)
    if op == "+":
        r = a + b
    elif op == "-":
        r = a - b
    elif op == "*":
        r = a * b
    else:
        raise ValueError("bad operator: " + op)
    return to_roman(r)
tests = ["X + V", "M - I", "XII * XII", "I - I", "IIX + I", "A / B", "V"]
errors = 0
for t in tests:
    try:
        print(t, "=", evaluate(t))
    except ValueError as exc:
        errors += 1
        print(f"{t}: {exc}", file=sys.stderr)
        print("error")
    finally:
        pass
else:
    print("errors", errors)
for n in (1, 4, 9, 14, 40, 90, 400, 1994, 3999):
    assert from_roman(to_roman(n)) == n
    print(n, to_roman(n))
sys.exit(1 if errors else 0)
