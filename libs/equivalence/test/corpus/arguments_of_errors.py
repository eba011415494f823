"""What exceptions are made with is kept, whatever their own __init__ does with it."""


class Fault(ValueError):
    def __init__(self, what, code=None):
        self.what = what

    def __str__(self):
        return f"fault {self.args}"


class Sub(Fault):
    def __str__(self):
        return "sub " + super().__str__()


class Silent(ValueError):
    def __init__(self, what, code=None):
        self.what = what


class Passing(ValueError):
    def __init__(self, what, code=None):
        super().__init__(f"{what}!")
        self.what = what


def told(x):
    print("told", x)
    return x + 1


for make in (
    lambda: Fault(told(1), told(2)),
    lambda: Sub(-0.0, 6),
    lambda: Silent(told(1), code=told(3)),
    lambda: Passing(told(1), told(2)),
    lambda: Silent([told(5)]),
):
    try:
        raise make()
    except ValueError as e:
        print(repr(e), e.args, e.what, str(e))
try:
    Silent(told(1), told(2), told(3))
except TypeError as e:
    print(e)
raise Silent(told(1), -0.5)
