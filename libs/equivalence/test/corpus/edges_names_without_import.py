from functools import wraps as wrapping


def tried(work):
    try:
        print(work())
    except NameError as error:
        print(type(error).__name__, error)


def decorated():
    @wraps(tried)
    def inner():
        return 1

    return inner()


def cached():
    @functools.lru_cache(maxsize=None)
    def inner():
        return 1

    return inner()


def annotated():
    def inner(x: Optional[int]) -> int:
        return 1

    return inner(1)


def never_read():
    x: Missing = 4
    return x


def classes():
    class Colour(Enum):
        RED = 1

    return Colour.RED


def bodies():
    class Point:
        x: int = 1

        @cached_property
        def double(self):
            return 2 * self.x

        def triple(self):
            return 3 * self.x

    return Point().triple()


def records():
    Pair = namedtuple("Pair", "a b")
    return Pair(1, 2)


def imported_inside():
    from functools import wraps

    def twice(f):
        @wraps(f)
        def inner(*args):
            return 2 * f(*args)

        return inner

    @twice
    def one():
        return 1

    return one(), one.__name__


for each in (decorated, cached, annotated, classes, bodies, records):
    tried(each)
print(never_read(), imported_inside())

try:
    T = TypeVar("T")
except NameError as error:
    print(error)

try:

    @dataclass
    class Item:
        name: str

except NameError as error:
    print(error)

try:
    if TYPE_CHECKING:
        import json
except NameError as error:
    print(error)

try:

    def early(x: "Later", y: Later) -> int:
        return x

except NameError as error:
    print(error)


class Later:
    def quoted(self) -> "Later":
        return self


def late(x: Later) -> Later:
    return x.quoted()


print(type(late(Later())).__name__)

try:

    class Itself:
        def before(self) -> int:
            return 1

        def same(self) -> Itself:
            return self

        def after(self) -> int:
            return 2

except NameError as error:
    print(error)

try:

    class Outer:
        print("in the body")

        class Inner:
            def same(self) -> Inner:
                return self

        print("not here")

except NameError as error:
    print(error)

try:
    kept: List[int] = [1, 2]
except NameError as error:
    print(error, kept)


class Walker(ABC):
    @abstractmethod
    def walk(self): ...


print("never")
