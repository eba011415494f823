/** `array.array`, as Python: numbers of one kind, in a list. */
const array = (kind: string, held: string): string => `
import struct as _struct

typecodes = "bBuhHiIlLqQfd"


${held}


class array:
    def __init__(self, typecode, initializer=None):
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items: list[${kind}] = []
        if isinstance(initializer, str):
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        elif isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif initializer is not None:
            for each in initializer:
                self._items.append(_checked(typecode, each))

    def _made(self, items):
        made = array(self.typecode)
        made._items = items
        return made

    def append(self, value):
        self._items.append(_checked(self.typecode, value))

    def extend(self, values):
        if isinstance(values, array):
            if values.typecode != self.typecode:
                raise TypeError("can only extend with array of same kind")
            self._items.extend(values._items[:])
        else:
            for each in values:
                self._items.append(_checked(self.typecode, each))

    def fromlist(self, values):
        self._items.extend([_checked(self.typecode, each) for each in values])

    def tolist(self):
        return self._items[:]

    def frombytes(self, data):
        if len(data) % self.itemsize:
            raise ValueError("bytes length not a multiple of item size")
        for at in range(0, len(data), self.itemsize):
            self._items.append(_unpacked(self.typecode, bytes(data[at : at + self.itemsize])))

    def tobytes(self):
        return b"".join([_packed(self.typecode, each) for each in self._items])

    def byteswap(self):
        self._items = [_unpacked(self.typecode, _packed(self.typecode, each)[::-1]) for each in self._items]

    def insert(self, i, value):
        self._items.insert(i, _checked(self.typecode, value))

    def pop(self, i=-1):
        if not self._items:
            raise IndexError("pop from empty array")
        return self._items.pop(i)

    def remove(self, value):
        if value not in self._items:
            raise ValueError("array.remove(x): x not in array")
        self._items.remove(value)

    def index(self, value, start=0, stop=9223372036854775807):
        try:
            return self._items.index(value, start, stop)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def count(self, value):
        return self._items.count(value)

    def reverse(self):
        self._items.reverse()

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __contains__(self, value):
        return value in self._items

    def __getitem__(self, i):
        if isinstance(i, slice):
            return self._made(self._items[i])
        self._look(i, "array index out of range")
        return self._items[i]

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            self._items[i] = value._items[:]
        else:
            self._look(i, "array assignment index out of range")
            self._items[i] = _checked(self.typecode, value)

    def __delitem__(self, i):
        if not isinstance(i, slice):
            self._look(i, "array assignment index out of range")
        del self._items[i]

    def _look(self, i, message):
        if not isinstance(i, int):
            raise TypeError("array indices must be integers")
        if i >= len(self._items) or i < -len(self._items):
            raise IndexError(message)

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._made(self._items + other._items)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def __mul__(self, n):
        return self._made(self._items * n)

    def __rmul__(self, n):
        return self._made(self._items * n)

    def __eq__(self, other):
        return isinstance(other, array) and self._items == other._items

    def __lt__(self, other):
        return self._items < other._items

    def __le__(self, other):
        return self._items <= other._items

    def __copy__(self):
        return self._made(self._items[:])

    def __repr__(self):
        return f"array('{self.typecode}', {self._items})" if self._items else f"array('{self.typecode}')"
`;

export const ARRAY_INTS = array(
  "int",
  `
_SIZES = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8}
_SMALL = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short", "i": "signed integer"}


def _least(code):
    return 0 if code.isupper() else -(1 << (8 * _SIZES[code] - 1))


def _greatest(code):
    return (1 << 8 * _SIZES[code]) - 1 if code.isupper() else (1 << (8 * _SIZES[code] - 1)) - 1


def _checked(code, value):
    if not isinstance(value, int):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    n = int(value)
    if _least(code) <= n <= _greatest(code):
        return n
    raise OverflowError(_fault(code, n))


def _fault(code, n):
    if code in "qQ":
        return "int too big to convert" if n > 0 or code == "q" else "can't convert negative int to unsigned"
    if code in "IL":
        if n < 0:
            return "can't convert negative value to unsigned int"
        isLong = n >= 1 << 64
        return "Python int too large to convert to C unsigned long" if isLong else "unsigned int is greater than maximum"
    if not -(1 << 63) <= n < 1 << 63:
        return "Python int too large to convert to C long"
    said = "greater than maximum" if n > 0 else "less than minimum"
    if code == "b" and not -(1 << 15) <= n < 1 << 15:
        return f"signed short integer is {said}"
    if code == "H" and not -(1 << 31) <= n < 1 << 31:
        return f"signed integer is {said}"
    return f"{_SMALL[code]} is {said}"


def _packed(code, value):
    return value.to_bytes(_SIZES[code], "little", signed=not code.isupper())


def _unpacked(code, data):
    return int.from_bytes(data, "little", signed=not code.isupper())
`,
);

export const ARRAY_FLOATS = array(
  "float",
  `
_SIZES = {"f": 4, "d": 8}


def _checked(code, value):
    if not isinstance(value, (int, float)):
        raise TypeError(f"must be real number, not {type(value).__name__}")
    x = float(value)
    if code == "d" or x != x or x in (float("inf"), float("-inf")):
        return x
    try:
        return _unpacked(code, _packed(code, x))
    except OverflowError:
        return float("inf") if x > 0 else float("-inf")


def _packed(code, value):
    return _struct.pack("<f", value) if code == "f" else _struct.pack("<d", value)


def _unpacked(code, data):
    found: float = _struct.unpack("<f", data)[0] if code == "f" else _struct.unpack("<d", data)[0]
    return found
`,
);
