import traceback
def f():
    raise ValueError("bad", 3)
try:
    f()
except ValueError as e:
    traceback.print_exc()
    traceback.print_exception(e)
    traceback.print_exception(type(e), e, e.__traceback__)
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    print("".join(traceback.format_exception_only(e)).strip())
class Mine(Exception): pass
import sys
try:
    raise Mine
except Mine as e:
    traceback.print_exc(file=sys.stderr)
    print(traceback.format_exception_only(e))


try:
    try:
        f()
    except ValueError as inner:
        raise RuntimeError("outer") from inner
except RuntimeError:
    traceback.print_exc()
raise Mine("at the end")
