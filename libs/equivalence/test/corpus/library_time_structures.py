"""Times as structures: of seconds, of texts, of dates and times."""

import calendar
import time
from datetime import date, datetime, timedelta, timezone

t = time.gmtime(0)
print(t.tm_year, time.strftime("%Y-%m-%d %H:%M:%S", t), t)
print(time.strftime("%Y-%m-%d", time.gmtime(86400*365)), time.asctime(t), time.ctime(12345678))
print(t[0], t[:3], len(t), time.strftime("%j %a %A %b %B %c %x %X %p %U %w %z %% %f", time.localtime(1e9)))
print(time.mktime((2024, 2, 29, 12, 30, 0, 0, 0, -1)), time.mktime(time.localtime(1234567890)))
s = time.strptime("2024-03-05 01:02:03", "%Y-%m-%d %H:%M:%S")
print(s, s.tm_yday, time.mktime(s), s < t, s == tuple(s))
print(time.strftime("%d %b %Y", s))
try:
    time.strptime("x", "%Y")
except ValueError as e:
    print(e)
y, m, d, *rest = s
print(y, m, d, rest, time.tzname, time.timezone, time.daylight)
tt = datetime(2020,1,2,3,4,5).timetuple()
print(tt[:6], tt.tm_yday, tt)
print(date(2020,5,17).timetuple().tm_yday, date(2020,5,17).timetuple())
print(time.mktime(datetime(2020,1,2,3,4,5).timetuple()), int(time.mktime(date(2020, 5, 17).timetuple())))
print(calendar.timegm(tt), calendar.timegm((1970, 1, 2, 0, 0, 0)), datetime(2020,1,1,tzinfo=timezone(timedelta(hours=2))).utctimetuple())
print(datetime.fromtimestamp(time.mktime(tt), timezone.utc), datetime(*tt[:6]))


class Own:
    def when(self):
        return time.gmtime(61)


def checked(row: time.struct_time) -> str:
    return f"{row.tm_hour:02}:{row.tm_min:02}:{row.tm_sec:02}"


print(checked(Own().when()), Own().when().tm_min, len(time.strftime("%H:%M", time.localtime())), len(time.ctime()))
print(time.strptime("Thu Jan  1 00:00:00 1970").tm_wday)
try:
    time.strftime("%Y", None if len("ab") == 2 else time.gmtime(0))
except TypeError as error:
    print(error)
try:
    time.asctime((1, 2, 3))
except TypeError as error:
    print(error)
time.mktime(None)
