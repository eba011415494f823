"""Slices that are set and deleted in what may be a list or something else."""
held = {"l": [1, 2, 3], 1: 0.5, "d": {1: 2}, "n": None, "t": (1, 2), "s": "text"}
held["l"][-1:] = [1.0, 2.5]
print(held)
del held["l"][::2]
print(held)
for key in [1, "d", "n", "t", "s"]:
    try:
        held[key][0:1] = [1]
    except TypeError as e:
        print(key, e)
    try:
        del held[key][0:1]
    except TypeError as e:
        print(key, e)
row = [1, 2] if len(held) > 1 else None
row[:] = (i for i in range(4))
row[::2] = [9, 8]
print(row)
try:
    row[::2] = [1]
except ValueError as e:
    print(e)
try:
    row[1:2] = 5
except TypeError as e:
    print(e)
del row[1:]
print(row)


def told(x):
    print("told", x)
    return x


for bound in (1.5, "a"):
    try:
        del held["l"][bound:]
    except TypeError as e:
        print(e)
either = [1, 2] if len(held) > 1 else "text"
half = 1.5
try:
    del either[half:]
except TypeError as e:
    print(e)
try:
    either[half:] = [3]
except TypeError as e:
    print(e)
held["l"][told(0) : told(1)] = [told(3)]
print(held)
row = None if row else [0]
row[1:] = [2]
