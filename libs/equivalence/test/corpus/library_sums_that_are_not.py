from decimal import Decimal
from datetime import date, datetime, timedelta, time
def t(f):
    try:
        return f()
    except TypeError as e:
        return e
D = Decimal
print(t(lambda: D("1") + 1.5), t(lambda: 1.5 - D("1")), t(lambda: D("1") + "a"), t(lambda: D("1") - None), t(lambda: date(2024, 1, 1) + 5), t(lambda: 5 + date(2024, 1, 1)), t(lambda: datetime(2024, 1, 1) - 1.5), t(lambda: timedelta(1) + 5), t(lambda: 1 - timedelta(1)), t(lambda: time(1) + timedelta(1)), t(lambda: date(2024, 1, 1) + date(2024, 1, 2)), t(lambda: timedelta(1) - date(2024, 1, 1)))
print(D("1") + 1, 2 - D("0.5"), date(2024, 1, 1) + timedelta(1), timedelta(1) + date(2024, 1, 1), D("1") + True, datetime(2024, 1, 2) - timedelta(hours=1), date(2024, 1, 2) - date(2024, 1, 1))
total = D("0")
for x in ["1.1", "2.2"]:
    total += D(x)
print(total, sum([D("1"), D("2")], D("0")))
date(2024, 1, 1) + 1
