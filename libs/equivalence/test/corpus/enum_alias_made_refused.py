"""A second name for a member of an enumeration whose __init__ does more than keep what it is given."""

from enum import Enum


class Distinct(Enum):
    def __init__(self, value):
        if any(self.value == other.value for other in self.__class__):
            raise ValueError(f"{self.name} has the value of another")


class Shape(Distinct):
    ROUND = 1
    CIRCULAR = 1


print(list(Shape))
