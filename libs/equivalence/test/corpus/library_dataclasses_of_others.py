"""asdict, astuple and replace of what is no data class."""

from dataclasses import dataclass, asdict, astuple, is_dataclass, replace
from datetime import date
@dataclass
class P:
    x: int
class Q: pass
def plain(o):
    if is_dataclass(o):
        return asdict(o)
    if isinstance(o, list):
        return [plain(i) for i in o]
    return o
print(plain(P(1)), plain([P(2), 3, "s"]), plain(date(2020, 1, 1)))
for bad in (5, "s", None, Q(), [1]):
    try:
        asdict(bad)
    except TypeError as e:
        print(e)
    try:
        astuple(bad)
    except TypeError as e:
        print(e)
try:
    replace(3, x=1)
except TypeError as e:
    print(e)
asdict(P)
