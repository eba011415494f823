import sys


class Broken(Exception):
    def __init__(self, why, code):
        super().__init__(why)
        self.code = code


def parse(text):
    try:
        return int(text)
    except ValueError:
        print("Could not convert", sys.exc_info()[1])
    except:
        print("Unexpected error:", sys.exc_info()[0])
        raise
    return None


try:
    1 / 0
except ZeroDivisionError:
    kind, value, trace = sys.exc_info()
    print(kind, kind.__name__, value, value.args, sys.exc_info()[0] is ZeroDivisionError, str(sys.exc_info()[1]))
    print(trace is None, len(sys.exc_info()), isinstance(value, ArithmeticError), repr(sys.exc_info()[1]))
print(parse("1"), parse("x"))
try:
    parse(None)
except TypeError as e:
    print(type(e) is sys.exc_info()[0], e is sys.exc_info()[1])
try:
    raise Broken("w", 5)
except Broken:
    exc = sys.exc_info()[1]
    print(exc, exc.code)
    try:
        {}["k"]
    except KeyError:
        print("Error: %s" % sys.exc_info()[1], "{0[0].__name__}".format(sys.exc_info()) if False else "")
    print(sys.exc_info()[0])
