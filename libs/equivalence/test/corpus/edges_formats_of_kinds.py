for spec in ('^-3s', 's', 'z', '.2', ',s', '05s', '=5s', 'd', '.1d', 'q', '#s', 'c', 'n', '+c', 'x', '5', '', '<5', '^7', '=7', '07', '+', ' ', ',', '_x', '#x', 'e', '.1%', ',n', '10_b', ',b'):
    for f in (lambda: format(True, spec), lambda: f"{True:{spec}}", lambda: "{:{}}".format(False, spec), lambda: format(7, spec), lambda: format(-7.5, spec), lambda: format("abc", spec), lambda: format(None, spec), lambda: format([1], spec), lambda: format(2**70, spec), lambda: format((1,), spec)):
        try:
            print(repr(f()), end=" ")
        except Exception as e:
            print(repr(e), end=" ")
    print()
try:
    print(f"{True:s}")
except ValueError as e:
    print(e)
try:
    print(f"{True:^-3s}")
except ValueError as e:
    print(e)
try:
    print(format(True, "s"))
except ValueError as e:
    print(e)
