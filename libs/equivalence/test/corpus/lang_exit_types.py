"""What __exit__ is given: a class, an exception, something of where it happened."""


class Guard:
    def __init__(self, *allowed):
        self.allowed = allowed

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, tb):
        print(exc_type, exc, tb is None)
        print(f"{exc_type} {exc!r}", exc_type == ValueError, exc_type is ValueError)
        if exc_type is not None and issubclass(exc_type, (KeyError, ValueError)):
            print("swallowed", exc_type.__name__)
            return True
        return False


class Log:
    lines = []

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        kind, value, trace = exc_info
        Log.lines.append(f"{kind.__name__ if kind else None}: {value}")
        return exc_info[0] is not None and trace is not None


class Oops(Exception):
    pass


class Quiet:
    def __enter__(self):
        return 5

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is None:
            print("fine")
        elif issubclass(exc_type, Oops):
            print("oops:", exc_value)
        else:
            return False
        return True


with Guard():
    raise ValueError("x")
with Guard():
    pass
with Log():
    raise KeyError("k")
with Log() as log:
    pass
print(Log.lines)
with Quiet() as n:
    print(n)
with Quiet():
    raise Oops("again")
try:
    with Quiet():
        [][0]
except IndexError as e:
    print("through", e)
print(issubclass(KeyError, LookupError), issubclass(Oops, Exception), issubclass(Oops, (KeyError, OSError)))
