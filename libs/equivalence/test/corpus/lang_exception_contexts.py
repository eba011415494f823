class AppError(Exception):
    pass


class Detailed(AppError):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def chain(error):
    out = []
    while error is not None:
        out.append(f"{type(error).__name__}({error})")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " <- ".join(out)


def deep(n):
    try:
        return 1 // n
    except ZeroDivisionError:
        raise KeyError("deep")


def lookup():
    try:
        deep(0)
    except KeyError as e:
        raise Detailed("looked", 7) from e


for make in (lookup, lambda: deep(0), lambda: int("x")):
    try:
        make()
    except Exception as e:
        print(chain(e), repr(e.__context__), repr(e.__cause__), e.__suppress_context__)

try:
    try:
        raise ValueError("first")
    except ValueError:
        raise TypeError("second") from None
except TypeError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)

try:
    try:
        {}["gone"]
    finally:
        [].pop()
except IndexError as e:
    print(chain(e), repr(e.__context__))

# What was made before, raised again, and made but not raised.
kept = AppError("kept")
print(kept.__context__)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        made = ValueError("made")
        print(made.__context__, Detailed("d", 1).__context__)
        raise kept
except AppError as e:
    print(e is kept, repr(e.__context__))
    try:
        raise e
    except AppError as again:
        print(again is e, repr(again.__context__))
    try:
        try:
            raise LookupError("mid")
        except LookupError:
            raise e
    except AppError as last:
        print(chain(last), last.__context__.__context__)
try:
    raise ValueError("alone")
except ValueError as e:
    print(e.__context__)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is not None:
            raise RuntimeError("in exit")


try:
    with Manager():
        raise OSError("in body")
except RuntimeError as e:
    print(chain(e))
for i in range(3):
    try:
        try:
            if i == 1:
                raise ValueError(i)
        except ValueError:
            continue
        raise KeyError(i)
    except KeyError as e:
        print(i, e.__context__)


def returns():
    try:
        raise ValueError("r")
    except ValueError:
        return 1


returns()
try:
    raise AppError("after")
except AppError as e:
    print(e.__context__)


def walk(n):
    if n == 0:
        raise AppError("bottom")
    try:
        walk(n - 1)
    except AppError as e:
        raise AppError(f"level {n}")


try:
    walk(3)
except AppError as e:
    print(chain(e))
try:
    try:
        assert False, "told"
    except AssertionError:
        None.missing
except AttributeError as e:
    print(chain(e))
