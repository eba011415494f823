readings = """mon 12.5 14.0 9.8
tue 11 15.2
wed
thu x 13.3 10"""
class ParseError(Exception): pass
def parse(text):
    result = {}
    for n, line in enumerate(text.split("\n"), start=1):
        day, *vals = line.split()
        try:
            result[day] = [float(v) for v in vals]
        except ValueError as e:
            raise ParseError(f"line {n}: {e}") from e
    return result
def safe(text):
    out, bad = {}, []
    for line in text.splitlines():
        day, *vals = line.split()
        good = []
        for v in vals:
            try:
                good.append(float(v))
            except ValueError:
                bad.append((day, v))
        out[day] = good
    return out, bad
try:
    parse(readings)
except ParseError as e:
    print("ParseError:", e)
    print(type(e.__cause__).__name__)
data, bad = safe(readings)
print(data, bad)
def stats(xs):
    if not xs:
        return None
    m = sum(xs) / len(xs)
    var = sum((x - m) ** 2 for x in xs) / len(xs)
    return {"mean": round(m, 2), "sd": round(var ** 0.5, 3), "min": min(xs), "max": max(xs)}
for day, xs in data.items():
    s = stats(xs)
    if s is None:
        print(f"{day:>5}: no data")
        continue
    print(f"{day:>5}: mean={s['mean']:6.2f} sd={s['sd']:<7} range={s['min']}..{s['max']}")
best = max((d for d in data if data[d]), key=lambda d: max(data[d]))
print(best, sorted(data, key=lambda d: (-len(data[d]), d)))
flat = [x for xs in data.values() for x in xs]
print(len(flat), sorted(flat)[len(flat) // 2], round(sum(flat), 2))
print(f"{sum(flat) / len(flat):.3e} {1e-7} {1e16} {123456789.123456789} {0.1 + 0.2} {1 / 3} {2.0} {-0.0} {1e22} {5e-324}")
print(float("inf") > 1e308, float("nan") == float("nan"), int(3.99), int(-3.99), round(2.675, 2), 7 // 2.0, -7 % 3.0)
