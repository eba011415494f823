"""What exceptions are made with: containers among it, as they are when they are looked at."""


class Missing(Exception):
    pass


class Invalid(ValueError):
    def __init__(self, faults):
        super().__init__(faults)
        self.faults = faults


def check(record):
    missing = [key for key, value in record.items() if value is None]
    if missing:
        raise Missing("missing", missing)
    return len(record)


try:
    raise ValueError("bad", ["x", "y"])
except ValueError as error:
    print(error, error.args, repr(error), len(error.args), error.args[0].upper())
for record in ({"a": None, "b": 1, "c": None}, {"d": 2}):
    try:
        print(check(record))
    except Missing as error:
        print(error.args[0], error.args[1], error)
try:
    raise Invalid(["p", "q"])
except ValueError as error:
    print(error, error.args, error.args[0])

names = ["one"]
late = ValueError("x", names)
names.append("two")
print(late, late.args)
try:
    raise late
except ValueError as error:
    names.append("three")
    print(error.args[1], error, error.args[1] is names)
    error.args[1].append("four")
print(names, late)
held = {"code": [7]}
shown = KeyError(held)
held["more"] = []
print(shown, repr(shown), Exception((), []), IndexError({"a": {1}}))
try:
    assert not names, names
except AssertionError as error:
    print(error, error.args)
try:
    assert 1 > 2, 12
except AssertionError as error:
    print(error, error.args[0])
