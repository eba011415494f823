"""What an exception of several classes knows: by its own class, at run time."""


def part0():
    class A(Exception):
        def __init__(self, code):
            super().__init__(code)
            self.code = code
        def describe(self):
            return f"code {self.code}"
    def f(k):
        if k == 0:
            return {}["missing"]
        if k == 1:
            raise A(4)
        return [][1]
    for k in range(3):
        try:
            f(k)
        except (A, LookupError) as e:
            print(type(e).__name__, hasattr(e, "code"), getattr(e, "code", "none"))
            try:
                print(e.code)
            except AttributeError as missing:
                print("missing:", missing)
            try:
                print(e.describe())
            except AttributeError as missing:
                print("missing:", missing)


def part1():
    class Never(Exception):
        def __init__(self, code):
            self.code = code
    try:
        {}["k"]
    except (Never, KeyError) as e:
        print(hasattr(e, "code"), getattr(e, "code", 0))
        try:
            print(e.code)
        except AttributeError as m:
            print(m)


def part2():
    class HttpError(Exception):
        status = 500
        def __init__(self, message, **details):
            super().__init__(message)
            self.details = details
    class NotFound(HttpError):
        status = 404
    class Teapot(HttpError):
        status = 418
        @property
        def reason(self):
            return "short and stout"
    def handle(n):
        try:
            if n == 0: raise NotFound("gone", path="/x")
            if n == 1: raise Teapot("tea")
            if n == 2: int("x")
            return "fine"
        except Exception as err:
            status = getattr(err, "status", 500)
            reason = getattr(err, "reason", "unknown") if not isinstance(err, ValueError) else "value"
            return f"{status} {err} {reason}"
    print([handle(n) for n in range(4)])


def part3():
    class A(Exception):
        def __init__(self, code):
            super().__init__(code)
            self.code = code
    class B(Exception):
        def __init__(self, code, more):
            super().__init__(code)
            self.code = code
            self.more = more
    for k in range(2):
        try:
            if k == 0: raise A(1)
            raise B(3, "x")
        except (A, B) as e:
            print("ab", e.code)
            if isinstance(e, B):
                print(e.more)


part0()
part1()
part2()
part3()
