"""Names of the module that only functions bind, by `global`, after the functions that read them."""


def show():
    return " ".join(".XO"[cell] for cell in board), turn


def settings():
    return Config().get() + (lambda: offset)()


class Config:
    def get(self):
        return options["a"]


def parts():
    return first, rest, found


def again():
    return math.floor(ratio), doubled(4)


def ghostly():
    return ghost


def reset():
    global board, turn
    board = [0, 1, 2]
    turn = 1


def play():
    global turn
    board[0] = turn
    turn = 3 - turn


def load():
    global options, offset
    options = {"a": 1}
    offset = 5


def split(values):
    global first, rest, found
    first, *rest = values
    match values:
        case [_, found, *_]:
            return True
    return False


def prepare():
    global math, ratio, doubled
    import math

    if (ratio := 7.5) > 3:

        def doubled(value):
            return value * 2


def never():
    global ghost
    return "nothing is bound here"


try:
    print(show())
except NameError as error:
    print("too early:", error)
reset()
play()
print(show())
load()
print(settings())
print(split([1, 2, 3]), parts())
prepare()
print(again())
print(never())
try:
    print(ghostly())
except NameError as error:
    print("never:", error)
