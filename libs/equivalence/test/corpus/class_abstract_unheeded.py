"""Abstract methods of classes that ABCMeta did not make, or that are made by a type's own __new__: nobody looks for them."""
import abc
from abc import ABC, ABCMeta, abstractmethod
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


class Plain:
    @abstractmethod
    def work(self):
        return "plain work"


class Child(Plain):
    def work(self):
        return "child, " + super().work()


class Boxed(Generic[T]):
    def __init__(self, item: T):
        self.item = item

    @property
    @abstractmethod
    def shown(self):
        return f"[{self.item}]"


class Fault(Exception, ABC):
    @abstractmethod
    def code(self):
        return 7


class Heeded(ABC):
    @abstractmethod
    def work(self): ...


class Module(abc.ABC):
    @abc.abstractmethod
    def work(self): ...


class Meta(metaclass=ABCMeta):
    @abstractmethod
    def work(self): ...


class Shape(Protocol):
    @abstractmethod
    def work(self): ...


class Square(Shape):
    pass


class Below(Plain, Heeded):
    pass


class Mixed(Plain, ABC):
    pass


print(Plain().work(), Child().work(), Boxed(3).shown)
try:
    raise Fault("bad")
except Fault as error:
    print(error, error.code())
for made in (Heeded, Module, Meta, Square, Mixed):
    try:
        made()
    except TypeError as error:
        print(error)
try:
    print(Below().work())
except TypeError as error:
    print(error)
