from __future__ import annotations
from typing import Iterator, Optional, Union
def gen(n: int) -> Iterator[int]:
    while n:
        yield n
        n -= 1
class Holder:
    def __init__(self, it: Optional[Iterator[int]] = None) -> None:
        self.it = it
    def get(self) -> int | None:
        if self.it is None: return None
        return next(self.it, None)
h = Holder()
print(h.get())
h.it = gen(3)
print(h.get(), h.get(), h.get(), h.get())
x: Union[list, Iterator] = [1, 2] if h.get() else gen(2)
print(sum(x))
its = [gen(2), gen(3), None]
for i in its:
    if i is not None: print(list(i))
