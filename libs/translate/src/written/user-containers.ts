/** `collections.UserDict`, `UserList` and `UserString`, as Python: what they hold is their attribute `data`. */
export const USER_CONTAINERS = `
import copy as _copies
from written_abstract import MutableMapping, MutableSequence, Sequence


class UserDict(MutableMapping):
    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        return self.__missing__(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def __copy__(self):
        made = _copies._reconstruct(self)
        made.data = self.data.copy()
        return made

    def copy(self):
        made = _copies.copy(self)
        made.data = {}
        made.update(self)
        return made


class UserList(MutableSequence):
    def __init__(self, initlist=None):
        self.data = []
        if initlist is not None:
            self.data.extend(initlist)

    def __repr__(self):
        return repr(self.data)

    def __eq__(self, other):
        if isinstance(other, UserList):
            return self.data == other.data
        return self.data == other

    def __lt__(self, other):
        if isinstance(other, UserList):
            return self.data < other.data
        return self.data < other

    def __le__(self, other):
        if isinstance(other, UserList):
            return self.data <= other.data
        return self.data <= other

    def __gt__(self, other):
        if isinstance(other, UserList):
            return self.data > other.data
        return self.data > other

    def __ge__(self, other):
        if isinstance(other, UserList):
            return self.data >= other.data
        return self.data >= other

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return type(self)(self.data[i])
        return self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return type(self)(self.data + list(other))

    def __radd__(self, other):
        return type(self)(list(other) + self.data)

    def __iadd__(self, other):
        self.data.extend(other)
        return self

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def __copy__(self):
        made = _copies._reconstruct(self)
        made.data = self.data.copy()
        return made

    def copy(self):
        return type(self)(self)

    def count(self, item):
        return self.data.count(item)

    def index(self, item, start=0, stop=9223372036854775807):
        return self.data.index(item, start, stop)

    def reverse(self):
        self.data.reverse()

    def sort(self, key=None, reverse=False):
        if key is None:
            self.data.sort(reverse=reverse)
        else:
            self.data.sort(key=key, reverse=reverse)

    def extend(self, other):
        self.data.extend(other)


def _plain(value):
    if isinstance(value, UserString):
        return value.data
    return value


class UserString(Sequence):
    def __init__(self, seq):
        self.data = str(seq)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)

    def __hash__(self):
        return hash(self.data)

    def __eq__(self, string):
        return self.data == _plain(string)

    def __lt__(self, string):
        return self.data < _plain(string)

    def __le__(self, string):
        return self.data <= _plain(string)

    def __gt__(self, string):
        return self.data > _plain(string)

    def __ge__(self, string):
        return self.data >= _plain(string)

    def __contains__(self, char):
        return _plain(char) in self.data

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        for each in self.data:
            yield type(self)(each)

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    def capitalize(self):
        return type(self)(self.data.capitalize())

    def casefold(self):
        return type(self)(self.data.casefold())

    def lower(self):
        return type(self)(self.data.lower())

    def upper(self):
        return type(self)(self.data.upper())

    def swapcase(self):
        return type(self)(self.data.swapcase())

    def title(self):
        return type(self)(self.data.title())

    def strip(self, chars=None):
        return type(self)(self.data.strip(chars))

    def lstrip(self, chars=None):
        return type(self)(self.data.lstrip(chars))

    def rstrip(self, chars=None):
        return type(self)(self.data.rstrip(chars))

    def replace(self, old, new, maxsplit=-1):
        return type(self)(self.data.replace(_plain(old), _plain(new), maxsplit))

    def center(self, width, fill=" "):
        return type(self)(self.data.center(width, fill))

    def ljust(self, width, fill=" "):
        return type(self)(self.data.ljust(width, fill))

    def rjust(self, width, fill=" "):
        return type(self)(self.data.rjust(width, fill))

    def zfill(self, width):
        return type(self)(self.data.zfill(width))

    def split(self, sep=None, maxsplit=-1):
        return self.data.split(sep, maxsplit)

    def splitlines(self, keepends=False):
        return self.data.splitlines(keepends)

    def join(self, seq):
        return self.data.join(seq)

    def find(self, sub):
        return self.data.find(_plain(sub))

    def index(self, sub):
        return self.data.index(_plain(sub))

    def count(self, sub):
        return self.data.count(_plain(sub))

    def startswith(self, prefix):
        return self.data.startswith(prefix)

    def endswith(self, suffix):
        return self.data.endswith(suffix)

    def isalpha(self):
        return self.data.isalpha()

    def isdigit(self):
        return self.data.isdigit()

    def isalnum(self):
        return self.data.isalnum()

    def isspace(self):
        return self.data.isspace()

    def isupper(self):
        return self.data.isupper()

    def islower(self):
        return self.data.islower()
`;
