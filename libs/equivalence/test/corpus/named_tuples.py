from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", ["x", "y"])


class Employee(NamedTuple):
    name: str
    salary: int = 100

    def raised(self, percent: int) -> "Employee":
        return self._replace(salary=self.salary + self.salary * percent // 100)


p = Point(1, 2)
print(p, p.x + p.y, p[0], p == (1, 2), Point(y=5, x=4))
x, y = p
print(x, y)
e = Employee("Ann")
print(e, e.raised(10), e.name.upper(), sorted([Employee("B", 2), Employee("A", 3)]))
