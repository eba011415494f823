"""A built-in exception that a module gives its own name once more, and classes of the program with such names."""


class Cancelled(BaseException):
    """Stops what runs."""


TimeoutError = TimeoutError
EnvironmentError = OSError


class ConnectionError(Exception):
    pass


def fails(kind):
    if kind == "own":
        raise ConnectionError("own")
    raise FileNotFoundError("gone")


for kind in ("own", "other"):
    try:
        fails(kind)
    except OSError as error:
        print("system", error)
    except ConnectionError as error:
        print("program", error)
