vals = [0, 1, -1, 0.0, 0.5, "", "a", [], [0], (), (0,), {}, {1: 1}, None, True, False]
for v in vals:
    print(repr(v), bool(v), not v, "T" if v else "F")
print(0 or "a", "" or [] or None, 1 and 2, [] and 1, None or 0, "a" and "b" or "c", not [] and 1)
print(1 if [] else 2, bool("False"), bool(" "), any(vals), all(vals), any([]), all([]))
def f(x=None):
    x = x or []
    x.append(1)
    return x
print(f(), f(), f([0]))
print(True + 1, True == 1, True is True, isinstance(True, int), False < True, sum([True, True]), True * "ab", [10, 20][True], "%d" % True)
print(1 == "1", 1 is not None, None == 0, [] == (), "" == None, 0 == False, 1.0 == True, "a" != 1)
print(3 > 2 > 1, 3 > 2 == 2, (3 > 2) == True, 1 < 3 > 2, not 1 == 2, 1 in [1] == True)
print(True & False, True | False, True ^ True, ~True, -True, True << 2, int(True), float(False), str(True))
