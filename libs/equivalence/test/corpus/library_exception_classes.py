for c in [ConnectionRefusedError, ConnectionResetError, ConnectionAbortedError, BrokenPipeError, InterruptedError, ChildProcessError, ProcessLookupError, BlockingIOError]:
    try:
        raise c("down")
    except OSError as e:
        print(type(e).__name__, e, repr(e), isinstance(e, ConnectionError))
try:
    raise ConnectionRefusedError(111, "refused")
except ConnectionError as e:
    print(e, e.args)
class FW(FutureWarning): pass
try:
    raise FW("x")
except Warning as e:
    print(repr(e), issubclass(FW, FutureWarning), issubclass(ResourceWarning, UserWarning))
try:
    raise ConnectionError("a")
except (ConnectionRefusedError, BrokenPipeError):
    print("no")
except ConnectionError as e:
    print("yes", e)
