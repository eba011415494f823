from typing import Protocol, TypeVar, Generic, List, Optional, Iterable, Callable, Dict, Union
from abc import ABC, abstractmethod
T = TypeVar("T")
class Shape(Protocol):
    def area(self) -> float: ...
class Sq:
    def __init__(self, s: float) -> None:
        self.s = s
    def area(self) -> float:
        return self.s ** 2
class Circ:
    def __init__(self, r: float) -> None:
        self.r = r
    def area(self) -> float:
        return round(3.14159 * self.r ** 2, 3)
def total(shapes: Iterable[Shape]) -> float:
    return sum(s.area() for s in shapes)
print(total([Sq(2.0), Circ(1.0)]))
class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []
    def push(self, x: T) -> None:
        self.items.append(x)
    def pop(self) -> Optional[T]:
        return self.items.pop() if self.items else None
    def peek(self) -> T:
        return self.items[-1]
s: Stack[int] = Stack()
s.push(1)
s.push(2)
print(s.pop(), s.peek(), s.pop(), s.pop())
q = Stack[str]()
q.push("a")
print(q.peek())
class Animal(ABC):
    def __init__(self, name: str):
        self.name = name
    @abstractmethod
    def sound(self) -> str: ...
    def speak(self) -> str:
        return f"{self.name} says {self.sound()}"
class Dog(Animal):
    def sound(self) -> str:
        return "woof"
class Cat(Animal):
    def sound(self):
        return "meow"
for a in [Dog("rex"), Cat("tom")]:
    print(a.speak())
try:
    Animal("x")
except TypeError as e:
    print(e)
def first(xs: List[T], default: T) -> T:
    return xs[0] if xs else default
print(first([1, 2], 0), first([], "none"))
