/** What classes that derive from `list` and `dict` inherit, as Python: the container is held and made when first asked for. */
export const CONTAINER_BASES = `
class ListBase:
    def __init__(self, items=()):
        self._held_list = list(items)

    def _items(self):
        if not hasattr(self, "_held_list"):
            self._held_list = []
        return self._held_list

    def append(self, item):
        self._items().append(item)

    def extend(self, items):
        self._items().extend(items)

    def insert(self, at, item):
        self._items().insert(at, item)

    def pop(self, at=-1):
        return self._items().pop(at)

    def remove(self, item):
        self._items().remove(item)

    def clear(self):
        self._items().clear()

    def index(self, item, start=0, stop=9223372036854775807):
        return self._items().index(item, start, stop)

    def count(self, item):
        return self._items().count(item)

    def sort(self, key=None, reverse=False):
        if key is None:
            self._items().sort(reverse=reverse)
        else:
            self._items().sort(key=key, reverse=reverse)

    def reverse(self):
        self._items().reverse()

    def copy(self):
        return self._items().copy()

    def __len__(self):
        return len(self._items())

    def __iter__(self):
        return iter(self._items())

    def __reversed__(self):
        return reversed(self._items())

    def __contains__(self, item):
        return item in self._items()

    def __getitem__(self, at):
        return self._items()[at]

    def __setitem__(self, at, item):
        self._items()[at] = item

    def __delitem__(self, at):
        del self._items()[at]

    def __add__(self, other):
        return self._items() + list(other)

    def __radd__(self, other):
        return other + self._items()

    def __iadd__(self, other):
        self._items().extend(other)
        return self

    def __mul__(self, count):
        return self._items() * count

    def __rmul__(self, count):
        return self._items() * count

    def __eq__(self, other):
        if isinstance(other, ListBase):
            return self._items() == other._items()
        return self._items() == other

    def __lt__(self, other):
        if isinstance(other, ListBase):
            return self._items() < other._items()
        return self._items() < other

    def __le__(self, other):
        if isinstance(other, ListBase):
            return self._items() <= other._items()
        return self._items() <= other

    def __gt__(self, other):
        if isinstance(other, ListBase):
            return self._items() > other._items()
        return self._items() > other

    def __ge__(self, other):
        if isinstance(other, ListBase):
            return self._items() >= other._items()
        return self._items() >= other

    def __repr__(self):
        return repr(self._items())


class DictKeys:
    def __init__(self, held):
        self._held = held

    def __len__(self):
        return len(self._held)

    def __iter__(self):
        return iter(self._held.keys())

    def __contains__(self, item):
        return item in self._held.keys()

    def __repr__(self):
        return f"dict_keys({list(self._held.keys())!r})"


class DictValues:
    def __init__(self, held):
        self._held = held

    def __len__(self):
        return len(self._held)

    def __iter__(self):
        return iter(self._held.values())

    def __contains__(self, item):
        return item in self._held.values()

    def __repr__(self):
        return f"dict_values({list(self._held.values())!r})"


class DictItems:
    def __init__(self, held):
        self._held = held

    def __len__(self):
        return len(self._held)

    def __iter__(self):
        return iter(self._held.items())

    def __contains__(self, item):
        return item in self._held.items()

    def __repr__(self):
        return f"dict_items({list(self._held.items())!r})"


class DictBase:
    def __init__(self, items=None, **named):
        if items is not None:
            self._entries().update(items)
        self._entries().update(named)

    def _entries(self):
        if not hasattr(self, "_held_dict"):
            self._held_dict = {}
        return self._held_dict

    def keys(self):
        return DictKeys(self._entries())

    def values(self):
        return DictValues(self._entries())

    def items(self):
        return DictItems(self._entries())

    def get(self, key, otherwise=None):
        return self._entries().get(key, otherwise)

    def pop(self, key, *otherwise):
        if otherwise:
            return self._entries().pop(key, otherwise[0])
        return self._entries().pop(key)

    def popitem(self):
        return self._entries().popitem()

    def setdefault(self, key, otherwise=None):
        return self._entries().setdefault(key, otherwise)

    def update(self, items=None, **named):
        if items is not None:
            self._entries().update(items)
        self._entries().update(named)

    def clear(self):
        self._entries().clear()

    def copy(self):
        return self._entries().copy()

    def __missing__(self, key):
        raise KeyError(key)

    def __len__(self):
        return len(self._entries())

    def __iter__(self):
        return iter(self._entries())

    def __reversed__(self):
        return reversed(self._entries())

    def __contains__(self, key):
        return key in self._entries()

    def __getitem__(self, key):
        held = self._entries()
        if key in held:
            return held[key]
        return self.__missing__(key)

    def __setitem__(self, key, value):
        self._entries()[key] = value

    def __delitem__(self, key):
        del self._entries()[key]

    def __eq__(self, other):
        if isinstance(other, DictBase):
            return self._entries() == other._entries()
        return self._entries() == other

    def __repr__(self):
        return repr(self._entries())


class OrderedDictBase(DictBase):
    def popitem(self, last=True):
        if not self._entries():
            raise KeyError("dictionary is empty")
        key = next(reversed(self._entries())) if last else next(iter(self._entries()))
        return (key, self._entries().pop(key))

    def move_to_end(self, key, last=True):
        held = self._entries()
        value = held.pop(key)
        if last:
            held[key] = value
            return
        rest = list(held.items())
        held.clear()
        held[key] = value
        for name, each in rest:
            held[name] = each

    def __repr__(self):
        if not self._entries():
            return f"{type(self).__name__}()"
        return f"{type(self).__name__}({list(self._entries().items())!r})"
`;
