"""asdict of fields of the library's types and of sets."""

from dataclasses import dataclass, asdict, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
class C(Enum):
    R = 1
@dataclass
class P:
    d: date
    m: Decimal
    c: C
    s: set = field(default_factory=set)
    dl: timedelta = timedelta(1)
p = P(date(2020, 1, 1), Decimal("1.5"), C.R, {1})
q = asdict(p)
print(q)
q["s"] = 2
print(p.s, q["s"])


try:
    print(date(2024, 1, 1) < datetime(2024, 1, 1))
except TypeError as error:
    print(error)
print(date(2024, 1, 1) == datetime(2024, 1, 1))
