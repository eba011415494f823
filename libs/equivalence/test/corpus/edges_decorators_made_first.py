"""What makes a decorator is called before the defaults, or the class body, that it decorates."""


def tag(name):
    print("made", name)

    def decorator(decorated):
        print("applied", name, decorated.__name__)
        return decorated

    return decorator


def wrap(name):
    print("made", name)

    def decorator(function):
        return lambda *args: (name, function(*args))

    return decorator


@wrap("outer")
@wrap("inner")
def add(one, other=int(str(print("default") or 2)), *, more=len([print("keyword")])):
    return one + other + more


print(add(1), add(1, 5))


@tag("first")
@tag("second")
class Told:
    print("body")
    value = 1


def within():
    @wrap("nested")
    def double(number, by=int("2" if print("default of double") is None else "3")):
        return number * by

    @tag("third")
    class Own:
        print("body of Own")

    return double(4), Own.__name__


print(within(), Told.value)
