"""Handlers of classes that are attributes, items or parameters."""


class Retry:
    def __init__(self, times=3, on=(Exception,)):
        self.times, self.on = times, on

    def __call__(self, fn):
        def inner(*args):
            for _ in range(self.times):
                try:
                    return fn(*args)
                except self.on as e:
                    print("again", e)
            return None

        return inner


@Retry(2, (ValueError,))
def number(x):
    return int(x)


@Retry()
def lost():
    raise KeyError("k")


print(number("3"), number("z"), lost())


class Error(Exception):
    pass


class Sub(Error):
    pass


HANDLED = {"a": Error, "b": ValueError}


def run(name, fn):
    try:
        fn()
    except KeyError as e:
        return f"key {e}"
    except HANDLED[name] as e:
        return f"yes {e}"
    except ZeroDivisionError as e:
        return "zero"
    except Exception:
        print("other")
        raise
    else:
        return "fine"
    finally:
        print("end")


def boom():
    raise Sub("x")


print(run("a", boom), run("a", lambda: {}["q"]), run("b", lambda: 1 // 0), run("a", lambda: 1))
try:
    run("b", boom)
except Sub as e:
    print("passed", e)


class Expect:
    def __init__(self, errors=None):
        self.errors = errors

    def run(self, fn):
        try:
            return fn()
        except self.errors as e:
            return f"caught {type(e).__name__}"


for errors in (ValueError, (KeyError, ValueError), ZeroDivisionError, (), None, int, (ValueError, int)):
    try:
        print(Expect(errors).run(lambda: int("x")))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class suppress:
    def __init__(self, *exceptions):
        self.exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, kind, value, trace):
        return kind is not None and issubclass(kind, self.exceptions)


with suppress(ValueError, KeyError):
    int("x")
with suppress(LookupError):
    [][1]
try:
    with suppress(KeyError):
        int("y")
except ValueError as e:
    print(e)


class Raises:
    def __init__(self, expected):
        self.expected = expected

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            raise AssertionError(f"{self.expected.__name__} not raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = value
        return True


with Raises(ValueError) as caught:
    int("x")
print(caught.exception)
try:
    with Raises(Error):
        pass
except AssertionError as e:
    print(e)
