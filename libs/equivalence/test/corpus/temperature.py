def c_to_f(c): return c * 9 / 5 + 32
def f_to_c(f): return (f - 32) * 5 / 9
temps = {"Mon": 21, "Tue": 18.5, "Wed": None, "Thu": 25, "Fri": 19.25}
valid = {d: t for d, t in temps.items() if t is not None}
avg = sum(valid.values()) / len(valid)
hottest = max(valid, key=valid.get)
coldest = min(valid.items(), key=lambda p: p[1])
print(f"avg={avg:.2f} hot={hottest} cold={coldest}")
for day, t in temps.items():
    print(f"{day}: {'n/a' if t is None else f'{t}C / {c_to_f(t):.1f}F'}")
above = [d for d, t in valid.items() if t > avg]
print(above, len(above), sorted(valid.values()), sum(t for t in temps.values() if t))
print([round(f_to_c(x), 1) for x in (32, 212, -40, 98.6)])
trend = []
prev = None
for t in temps.values():
    if t is None:
        trend.append("?")
        continue
    if prev is None or t == prev:
        trend.append("=")
    elif t > prev:
        trend.append("+")
    else:
        trend.append("-")
    prev = t
print("".join(trend))
