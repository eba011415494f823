try:
    from typing import *
    from math import *
except ImportError:
    pass


def halves(xs: List[int], start: Optional[float] = None) -> Dict[int, float]:
    root = sqrt(len(xs))
    return {x: x / 2 + (start or root) for x in xs}


class Bag(Generic[AnyStr]):
    kept: ClassVar[List[int]] = []

    def add(self, x: int) -> "Bag":
        self.kept.append(floor(x + pi))
        return self


print(halves([1, 2]), Bag().add(3).add(4).kept)


def late(x: Deciaml) -> int:
    return 1
