"""Attributes that a caught exception has not, and names of handlers that several classes share."""

class AppError(Exception):
    code = 1
def risky(n):
    if n == 0: raise AppError("missing")
for n in range(2):
    try:
        r = risky(n)
    except AppError as e:
        print(e.code)
    except OSError as e:
        print(e)
try: risky(3)
except KeyError as e:
    print(repr(e.__context__))
try: risky(3)
except OSError as e: print("outer", e)
e = None
try: print(e)
except NameError as x: print("NameError", x)

def quotient(x):
    try:
        return 10 / x
    except ZeroDivisionError as e:
        return e.nope
try: quotient(0)
except AttributeError as e: print(e)
try: int("x")
except ValueError as wrong:
    print(getattr(wrong, "code", "none"), hasattr(wrong, "errno"), getattr(wrong, "zz", 1))
try: quotient(0)
except AttributeError as err:
    try: print(err.code)
    except AttributeError as again: print(again)
try: open("nofile.txt")
except OSError as e:
    try: print(e.nope)
    except AttributeError as again: print(again)
