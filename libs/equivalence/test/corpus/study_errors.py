"""Exceptions with chaining."""


class AppError(Exception):
    """Base."""
    code = 1

    def __init__(self, message, *, detail=None):
        super().__init__(message)
        self.detail = detail

    def __str__(self):
        base = super().__str__()
        return f"{base} [{self.code}]" + (f" ({self.detail})" if self.detail else "")


class NotFound(AppError):
    code = 404


class Invalid(AppError, ValueError):
    code = 422

    def __init__(self, field, reason):
        super().__init__(f"{field}: {reason}", detail=field)
        self.field = field


def parse(text):
    try:
        return int(text)
    except ValueError as e:
        raise Invalid("number", "not an int") from e


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        raise NotFound(f"no {key}") from None


def outer(x):
    try:
        try:
            return 10 / x
        except ZeroDivisionError:
            raise RuntimeError("wrapped")
        finally:
            print("inner finally")
    except RuntimeError as e:
        print("cause:", e.__cause__)
        raise
    else:
        print("else")
    finally:
        print("outer finally")


def order():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        except Exception:
            print("never")
        else:
            print("else", i)
        finally:
            print("finally", i)
    else:
        print("loop else")


def ret():
    try:
        return "try"
    finally:
        print("cleanup")


def override():
    try:
        raise ValueError("lost")
    finally:
        return "finally wins"


try:
    parse("x")
except Invalid as e:
    print(e, e.field, e.detail, repr(e.__cause__), e.args)
try:
    lookup({}, "k")
except AppError as e:
    print(e, e.__cause__)
try:
    outer(0)
except RuntimeError as e:
    print("final", e)
print(outer(5))
order()
print(ret(), override())
try:
    raise Invalid("f", "r")
except ValueError as e:
    print("as ValueError", e, isinstance(e, AppError), issubclass(Invalid, ValueError))
for exc in (KeyError("k"), IndexError("i"), ValueError(), ValueError("a", 2), OSError(2, "No such file"), StopIteration(3)):
    print(repr(exc), str(exc), exc.args)
try:
    assert 1 == 2, "math"
except AssertionError as e:
    print("assert", e)
try:
    raise NotFound
except TypeError as e:
    print("type", e)
errors = []
for text in ["1", "b", "3", ""]:
    try:
        errors.append(parse(text))
    except Invalid as err:
        errors.append(str(err))
print(errors)
