/** `collections.ChainMap`, as Python. */
export const CHAIN_MAP = `
from written_abstract import ItemsView, KeysView, ValuesView


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for each in self.maps:
            if key in each:
                return each[key]
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _together(self):
        whole = {}
        for each in reversed(self.maps):
            whole.update(each)
        return whole

    def _order(self):
        order = {}
        for each in reversed(self.maps):
            order.update(dict.fromkeys(each))
        return order

    def __len__(self):
        return len(self._order())

    def __iter__(self):
        return iter(self._order())

    def __contains__(self, key):
        return any(key in each for each in self.maps)

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(repr(each) for each in self.maps)})"

    def __eq__(self, other):
        if isinstance(other, ChainMap):
            return self._together() == other._together()
        return self._together() == other

    def keys(self):
        return KeysView(self)

    def values(self):
        return ValuesView(self)

    def items(self):
        return ItemsView(self)

    def copy(self):
        return ChainMap(self.maps[0].copy(), *self.maps[1:])

    def new_child(self, m=None):
        return ChainMap({} if m is None else m, *self.maps)

    @property
    def parents(self):
        return ChainMap(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def pop(self, key, *default):
        try:
            if default:
                return self.maps[0].pop(key, default[0])
            return self.maps[0].pop(key)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        self.maps[0].clear()

    def update(self, other):
        self.maps[0].update(other)

    def setdefault(self, key, default=None):
        if key not in self:
            self.maps[0][key] = default
        return self[key]
`;
