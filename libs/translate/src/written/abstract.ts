/** What classes that derive from the abstract containers inherit, as Python. */
export const ABSTRACT_BASES = `
from abc import ABC, abstractmethod


class Iterable(ABC):
    @abstractmethod
    def __iter__(self): ...


class Iterator(ABC):
    @abstractmethod
    def __next__(self): ...

    def __iter__(self):
        return self


class Sized(ABC):
    @abstractmethod
    def __len__(self): ...


class Container(ABC):
    @abstractmethod
    def __contains__(self, item): ...


class Hashable(ABC):
    @abstractmethod
    def __hash__(self): ...


class Callable(ABC):
    @abstractmethod
    def __call__(self): ...


class Collection(ABC):
    @abstractmethod
    def __len__(self): ...

    @abstractmethod
    def __iter__(self): ...

    @abstractmethod
    def __contains__(self, item): ...


class Sequence(ABC):
    @abstractmethod
    def __getitem__(self, at): ...

    @abstractmethod
    def __len__(self): ...

    def __iter__(self):
        at = 0
        while True:
            try:
                item = self[at]
            except IndexError:
                return
            yield item
            at += 1

    def __contains__(self, item):
        for each in self:
            if item in (each,):
                return True
        return False

    def __reversed__(self):
        for at in range(len(self) - 1, -1, -1):
            yield self[at]

    def index(self, item, start=0, stop=None):
        if start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        at = start
        while stop is None or at < stop:
            try:
                each = self[at]
            except IndexError:
                break
            if item in (each,):
                return at
            at += 1
        raise ValueError

    def count(self, item):
        return sum(1 for each in self if item in (each,))


class MutableSequence(Sequence):
    @abstractmethod
    def __setitem__(self, at, item): ...

    @abstractmethod
    def __delitem__(self, at): ...

    @abstractmethod
    def insert(self, at, item): ...

    def append(self, item):
        self.insert(len(self), item)

    def clear(self):
        try:
            while True:
                self.pop()
        except IndexError:
            pass

    def reverse(self):
        count = len(self)
        for at in range(count // 2):
            self[at], self[count - at - 1] = self[count - at - 1], self[at]

    def extend(self, items):
        if items is self:
            items = list(items)
        for item in items:
            self.append(item)

    def pop(self, at=-1):
        item = self[at]
        del self[at]
        return item

    def remove(self, item):
        del self[self.index(item)]

    def __iadd__(self, items):
        self.extend(items)
        return self


class Set(ABC):
    @abstractmethod
    def __contains__(self, item): ...

    @abstractmethod
    def __iter__(self): ...

    @abstractmethod
    def __len__(self): ...

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __le__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            return NotImplemented
        return len(self) <= len(other) and all(item in other for item in self)

    def __ge__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            return NotImplemented
        return len(self) >= len(other) and all(item in self for item in other)

    def __lt__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            return NotImplemented
        return len(self) < len(other) and all(item in other for item in self)

    def __gt__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            return NotImplemented
        return len(self) > len(other) and all(item in self for item in other)

    def __eq__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            return NotImplemented
        return len(self) == len(other) and all(item in other for item in self)

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def _hash(self):
        mask = 2**64 - 1
        total = (1927868237 * (len(self) + 1)) & mask
        for item in self:
            each = hash(item)
            total ^= (each ^ (each << 16) ^ 89869747) * 3644798167
            total &= mask
        total ^= (total >> 11) ^ (total >> 25)
        total = (total * 69069 + 907133923) & mask
        if total > mask // 2:
            total -= mask + 1
        return 590923713 if total == -1 else total

    def __and__(self, other):
        return self._from_iterable(item for item in other if item in self)

    __rand__ = __and__

    def __or__(self, other):
        return self._from_iterable(item for each in (self, other) for item in each)

    __ror__ = __or__

    def __sub__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            other = self._from_iterable(other)
        return self._from_iterable(item for item in self if item not in other)

    def __rsub__(self, other):
        return self._from_iterable(item for item in other if item not in self)

    def __xor__(self, other):
        if not isinstance(other, (set, frozenset, Set)):
            other = self._from_iterable(other)
        return (self - other) | (other - self)

    __rxor__ = __xor__


class MutableSet(Set):
    @abstractmethod
    def add(self, item): ...

    @abstractmethod
    def discard(self, item): ...

    def remove(self, item):
        if item not in self:
            raise KeyError(item)
        self.discard(item)

    def pop(self):
        for item in self:
            self.discard(item)
            return item
        raise KeyError

    def clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, other):
        for item in other:
            self.add(item)
        return self

    def __iand__(self, other):
        for item in self - other:
            self.discard(item)
        return self

    def __isub__(self, other):
        if other is self:
            self.clear()
        else:
            for item in other:
                self.discard(item)
        return self


class KeysView(Set):
    def __init__(self, mapping):
        self._mapping = mapping

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping

    def __repr__(self):
        return f"KeysView({self._mapping!r})"


class ItemsView(Set):
    def __init__(self, mapping):
        self._mapping = mapping

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        for key in self._mapping:
            yield (key, self._mapping[key])

    def __contains__(self, item):
        key, value = item
        try:
            return self._mapping[key] == value
        except KeyError:
            return False

    def __repr__(self):
        return f"ItemsView({self._mapping!r})"


class ValuesView:
    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]

    def __contains__(self, value):
        for key in self._mapping:
            if self._mapping[key] == value:
                return True
        return False

    def __repr__(self):
        return f"ValuesView({self._mapping!r})"


class Mapping(ABC):
    @abstractmethod
    def __getitem__(self, key): ...

    @abstractmethod
    def __iter__(self): ...

    @abstractmethod
    def __len__(self): ...

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return KeysView(self)

    def items(self):
        return ItemsView(self)

    def values(self):
        return ValuesView(self)

    def __eq__(self, other):
        if isinstance(other, (dict, Mapping)):
            mine = {key: self[key] for key in self}
            return mine == {key: other[key] for key in other}
        return NotImplemented


class MutableMapping(Mapping):
    @abstractmethod
    def __setitem__(self, key, value): ...

    @abstractmethod
    def __delitem__(self, key): ...

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return (key, value)
        raise KeyError

    def clear(self):
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def update(self, items=(), /, **named):
        if isinstance(items, (dict, Mapping)):
            for key in items:
                self[key] = items[key]
        elif hasattr(items, "keys"):
            for key in items.keys():
                self[key] = items[key]
        else:
            for key, value in items:
                self[key] = value
        for key, value in named.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default
`;
