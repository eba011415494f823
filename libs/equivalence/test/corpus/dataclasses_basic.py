from dataclasses import dataclass, field


@dataclass
class Item:
    name: str
    price: float
    quantity: int = 1
    tags: list[str] = field(default_factory=list)

    def total(self) -> float:
        return self.price * self.quantity


a = Item("pen", 1.5, 4)
b = Item("pad", 3.25, tags=["paper"])
print(a, b, a.total() + b.total())
print(a == Item("pen", 1.5, 4), a == b)
a.tags.append("blue")
print(a.tags, b.tags)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int


versions = [Version(1, 2), Version(0, 9), Version(1, 0)]
print(sorted(versions), max(versions), {Version(1, 0): "x"})
