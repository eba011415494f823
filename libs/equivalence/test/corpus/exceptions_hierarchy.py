class AppError(Exception):
    code = 1


class NotFound(AppError):
    code = 404

    def __init__(self, what):
        super().__init__(f"{what} not found")
        self.what = what


class Denied(AppError):
    code = 403


def act(n):
    if n == 0:
        raise NotFound("page")
    if n == 1:
        raise Denied("keep out", 7)
    if n == 2:
        raise AppError
    if n == 3:
        return [1, 2][n]
    return "fine"


for n in range(5):
    try:
        print(act(n))
    except NotFound as error:
        print("missing", error.what, error, error.code)
    except AppError as error:
        print(type(error).__name__, error.args, error.code, str(error))
    except (IndexError, KeyError) as error:
        print("lookup", error)
    finally:
        print("--", n)
try:
    try:
        act(0)
    except AppError:
        print("again")
        raise
except Exception as error:
    print(isinstance(error, NotFound), isinstance(error, KeyError))
