"""Questions whose answer is known from the kinds alone still find out that a name has no value yet."""


def tell(ask):
    try:
        print(ask())
    except NameError as error:
        print(type(error).__name__, error)


def is_none():
    return late is None


def is_text():
    return isinstance(word, str)


def is_true():
    if late:
        return "true"
    return "false"


def tell_all():
    for ask in (is_none, is_text, is_true, lambda: late == None, lambda: word is not None, lambda: not late):
        tell(ask)


tell_all()
late = None
word = "word"
tell_all()
del late, word
tell_all()


def of_locals(kind):
    if kind:
        nothing = None
        number = 1
    asked = [
        lambda: nothing is None,
        lambda: isinstance(number, int),
        lambda: 1 if nothing else 2,
        lambda: number == "x",
    ]
    for ask in asked:
        tell(ask)
    if kind == 1:
        return nothing is None
    if kind == 2:
        return isinstance(number, int)
    if not kind:
        try:
            while nothing:
                print("never")
        except UnboundLocalError as error:
            print(error)
        try:
            number
        except UnboundLocalError as error:
            print(error)
        match number:
            case int():
                return "number"
    return "end"


for kind in (1, 2, 3):
    print(of_locals(kind))
tell(lambda: of_locals(0))


def in_comprehensions(kind):
    if kind:
        items = [1]
    if kind > 1:
        more = 2
    try:
        print([item for item in items])
    except NameError as error:
        print(type(error).__name__, error)
    return [more for _ in range(2)], {more: 1 for _ in "a"}, sum(more for _ in "ab")


for kind in range(3):
    tell(lambda: in_comprehensions(kind))


def helped():
    def first():
        return second([1, 2])

    tell(first)

    def second(items):
        return [item * 2 for item in items] if items else first()

    tell(first)
    return len(second([3]))


print(helped())


class Late:
    def fill(self):
        self.nothing = None
        self.number = 1


class Early:
    def __init__(self):
        self.hook()
        self.nothing = None
        self.number = 1

    def hook(self):
        ask_all(self)


class Open:
    def __getattr__(self, name):
        return "asked for " + name


def ask_all(held):
    for ask in (
        lambda: held.nothing is None,
        lambda: 1 if held.nothing else 2,
        lambda: not held.nothing,
        lambda: isinstance(held.number, int),
        lambda: held.number == "x",
        lambda: (held.number, 5)[1],
    ):
        try:
            print(ask())
        except AttributeError as error:
            print(error)


late_one = Late()
ask_all(late_one)
late_one.fill()
ask_all(late_one)
ask_all(Early())
opened = Open()
print(opened.shared, hasattr(opened, "shared"), getattr(opened, "shared", "none"), hasattr(Open, "shared"))
Open.shared = 4
print(opened.shared, hasattr(opened, "shared"), Open.shared)


def set_by_handler():
    try:
        return word_of_own
    except NameError:
        word_of_own = "set late"
    return word_of_own


def named_nowhere():
    for turn in range(2):
        try:
            return nothing_of_that_name(turn)
        except NameError as error:
            said = str(error)
        finally:
            print("turn", turn)
    return said


print(set_by_handler(), named_nowhere())


def never_set():
    missing += 5
    print(sorted([2, 1], key=lambda k: (k, missing)))
    return missing


try:
    never_set()
except UnboundLocalError as error:
    print(error)


class Emptied:
    def __init__(self):
        self.kept = 1


emptied = Emptied()
delattr(emptied, "kept")
try:
    print(isinstance(emptied.kept, int))
except AttributeError as error:
    print(error)
