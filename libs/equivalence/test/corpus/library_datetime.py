"""Dates, times and durations: making, arithmetic, formatting, reading, zones."""
from datetime import date, datetime, time, timedelta, timezone
import datetime as dt

d = date(2024, 2, 28)
print(d, repr(d), d.year, d.month, d.day, d.weekday(), d.isoweekday(), d.toordinal(), d.isoformat(), d.ctime())
for n in range(4):
    print(d + timedelta(days=n), (d + timedelta(n)).strftime("%A %d %B %Y"))
print(date(2024, 3, 1) - d, (date(2024, 3, 1) - d).days, d < date(2024, 3, 1), d == date(2024, 2, 28), max(d, date(2020, 1, 1)))
print(d.replace(day=1), d.replace(year=2023, month=12), date.fromisoformat("2023-07-04"), date.fromordinal(738000), date.min, date.max)
print(d.isocalendar(), d.isocalendar()[1], d.isocalendar().week, tuple(date(2021, 1, 3).isocalendar()), date.fromisocalendar(2020, 53, 7))
year, week, day = date(2018, 12, 31).isocalendar()
print(year, week, day, f"{d:%Y/%m/%d}", f"{d}", "{:%d.%m.}".format(d), d.strftime("%j %U %W %V %y %b %a %-d %%"))

t = datetime(2024, 1, 31, 23, 59, 58, 123456)
print(t, repr(t), t.isoformat(), t.isoformat(" ", "minutes"), t.isoformat(timespec="milliseconds"), t.date(), t.time(), t.hour, t.microsecond)
print(t + timedelta(hours=1, minutes=2), t - timedelta(weeks=1), t - datetime(2023, 12, 25), (t - datetime(2023, 12, 25)).total_seconds())
print(datetime.combine(d, time(8, 30)), t.replace(minute=0, second=0, microsecond=0), t.strftime("%Y-%m-%d %H:%M:%S.%f %I %p"), t > datetime(2024, 1, 1))
print(datetime.strptime("2024-03-05 14:07:09", "%Y-%m-%d %H:%M:%S"), datetime.strptime("05/Mar/24 02:30 PM", "%d/%b/%y %I:%M %p"), datetime.strptime("Monday 1 January 2024", "%A %d %B %Y").date())
print(datetime.fromisoformat("2024-01-02T03:04:05"), datetime.fromisoformat("2024-01-02"), datetime.fromisoformat("2024-01-02 03:04:05.678+02:00"), datetime.fromisoformat("20240102T030405Z"))
print(time(12, 5), repr(time(1, 2, 3)), time(23, 59, 59, 5).isoformat(), time.fromisoformat("04:05"), time(9) < time(10, 30), time(7, 8).strftime("%H-%M"))

delta = timedelta(days=1, hours=2, minutes=3, seconds=4.5, milliseconds=7)
print(delta, repr(delta), delta.days, delta.seconds, delta.microseconds, delta.total_seconds(), -delta, abs(-delta), delta * 2, delta / 2, delta // 3, 1.5 * delta)
print(timedelta(hours=10) / timedelta(hours=4), timedelta(hours=10) // timedelta(hours=4), timedelta(hours=10) % timedelta(hours=4), divmod(timedelta(hours=10), timedelta(hours=4)))
print(timedelta(seconds=-1), timedelta(0), repr(timedelta()), timedelta(1) > timedelta(hours=23), sum([timedelta(1), timedelta(2)], timedelta()), bool(timedelta(0)), timedelta.max)
hours, rest = divmod(delta.seconds, 3600)
print(hours, rest // 60, timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(seconds=1) / 3)

utc = datetime(2024, 6, 1, 12, 0, tzinfo=timezone.utc)
cet = timezone(timedelta(hours=2), "CEST")
india = timezone(timedelta(hours=5, minutes=30))
print(utc, repr(utc), utc.astimezone(cet), utc.astimezone(india).isoformat(), utc.timestamp(), utc.utcoffset(), utc.tzname(), cet, india, timezone.utc)
print(utc == utc.astimezone(cet), datetime.fromtimestamp(1700000000, timezone.utc), dt.datetime.utcfromtimestamp(86400.5), utc.strftime("%z %Z"), utc.replace(tzinfo=None), utc.astimezone(cet) - utc)
print(datetime.strptime("2024-06-01T10:00:00+0530", "%Y-%m-%dT%H:%M:%S%z"), t.tzinfo, utc.tzinfo)

events = {"b": date(2024, 5, 1), "a": date(2023, 5, 1), "c": date(2024, 1, 1)}
for name, when in sorted(events.items(), key=lambda item: item[1]):
    print(name, when)
print({date(2024, 1, 1): "x"}[date(2024, 1, 1)], date(2024, 1, 1) in {date(2024, 1, 1), date(2024, 1, 2)}, len({d, d + timedelta(1), d}), min(events.values()))


def business_days(start, end):
    count = 0
    while start < end:
        if start.weekday() < 5:
            count += 1
        start += timedelta(days=1)
    return count


def age(born, today):
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def last_day(year, month):
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


print(business_days(date(2024, 1, 1), date(2024, 2, 1)), age(date(2000, 2, 29), date(2024, 2, 28)), [last_day(2023, m).day for m in range(1, 13)])
for bad in ["2024-13-01", "2023-02-29", "x", "2024-1-1"]:
    try:
        print(date.fromisoformat(bad))
    except ValueError as error:
        print("ValueError", error)
for text, form in [("2024-01-02", "%d/%m/%Y"), ("2024-01-02 x", "%Y-%m-%d"), ("2024-02-30", "%Y-%m-%d")]:
    try:
        print(datetime.strptime(text, form))
    except ValueError as error:
        print("ValueError", error)
try:
    print(date(2024, 2, 30))
except ValueError as error:
    print(error)
try:
    print(date.max + timedelta(1))
except OverflowError as error:
    print(error)
try:
    print(utc - t)
except TypeError as error:
    print(error)
