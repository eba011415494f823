from datetime import date, datetime, timedelta
import datetime as dt
import math
def parse(s): return date(*map(int, s.split("-")))
print(parse("2024-02-03"), datetime(*[2024, 1, 2, 3]), date(*(2020, 5, 6)), dt.date(*[int(x) for x in "2021/2/3".split("/")]))
print(datetime(*map(int, "2021-03-04".split("-"))), datetime(*map(int, "2021 3 4 5 6".split())), math.gcd(*map(int, "12 18".split())), math.hypot(*map(float, "3 4".split())))
try:
    parse("2024-13-01")
except ValueError as e:
    print(e)
print((date(*map(int, "2024 1 1".split())) - date(*map(int, "2023 1 1".split()))).days)
