"""Errors of the system that a program makes itself, with the path that they are about."""

def go(n):
    if n == 0: raise OSError(2, "No such file", "x.txt")
    if n == 1: raise FileNotFoundError(2, "gone", "y.txt")
    if n == 2: raise PermissionError(13, "denied")
    if n == 3: raise OSError("plain")
    if n == 4: raise OSError
for n in range(5):
    try: go(n)
    except OSError as e:
        print(repr(e), e, e.errno, e.strerror, e.filename, type(e).__name__)
        print(e.args)
for error in (OSError(2, "a", "b.txt"), FileExistsError(17, "there", "x"), OSError(2, "m", "from", None, "to"), IOError("one")):
    print(error, repr(error), error.args, len(error.args), error.filename, error.errno, error.strerror)
try:
    raise FileNotFoundError(2, "No such file or directory", "data.csv")
except (FileNotFoundError, PermissionError) as error:
    print(f"cannot open {error.filename}: {error.strerror} ({error.errno})")
    print(error)
try:
    open("nope.txt")
except (FileNotFoundError, PermissionError) as error:
    print(f"cannot open {error.filename}: {error.strerror} ({error.errno})")
    print(error)
class A(ValueError): pass
class B(Exception):
    tag = "b"
for v in (A("x"), B("y"), KeyError("z"), IndexError("w")):
    try:
        raise v
    except (A, B) as e:
        print("own", e, getattr(e, "tag", "none"))
    except (KeyError, IndexError) as e:
        print("lookup", e, e.args)
try:
    raise KeyboardInterrupt
except (KeyboardInterrupt, EOFError) as e:
    print(repr(e))
try:
    [][1]
except (ValueError, IndexError, OSError) as e:
    print(repr(e), hasattr(e, "zzz"))
