class Own(ValueError):
    pass


class Coded(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


def wrapped(text):
    try:
        return int(text)
    except ValueError as error:
        error.add_note(f"while reading {text!r}")
        raise


def twice(text):
    try:
        return wrapped(text)
    except ValueError as error:
        error.add_note("twice")
        raise


try:
    twice("x")
except ValueError as error:
    print(error, error.__notes__, len(error.__notes__))
    for note in error.__notes__:
        print("note:", note)

for made in (Own("a"), Coded(3), KeyError("k")):
    try:
        made.add_note("first")
        raise made
    except Exception as error:
        print(repr(error), error.__notes__, str(error), error.args)

plain = RuntimeError("no notes")
print(hasattr(plain, "__notes__"), getattr(plain, "__notes__", []))
plain.add_note("one")
print(hasattr(plain, "__notes__"), getattr(plain, "__notes__", []))
same = plain
same.add_note("two")
print(plain.__notes__)
try:
    raise plain from KeyError("cause")
except RuntimeError as error:
    print(error.__notes__, repr(error.__cause__), error.__suppress_context__)
try:
    raise ValueError("v") from None
except ValueError as error:
    print(error.__cause__, error.__suppress_context__)
try:
    raise ValueError("v")
except ValueError as error:
    print(error.__cause__, error.__suppress_context__)
    try:
        print(error.__notes__)
    except AttributeError as lacking:
        print(lacking)
try:
    plain.add_note(3)
except TypeError as error:
    print(error)
last = Own("last")
last.add_note("kept")
raise last
