/** `time` of structures, as Python: the zone is UTC, and years are those of `datetime`. */
export const TIME = `
from datetime import date, datetime, timedelta
from datetime import timezone as _zone
from typing import NamedTuple

timezone = 0
altzone = 0
daylight = 0
tzname = ("UTC", "UTC")


class struct_time(NamedTuple):
    tm_year: int
    tm_mon: int
    tm_mday: int
    tm_hour: int
    tm_min: int
    tm_sec: int
    tm_wday: int
    tm_yday: int
    tm_isdst: int

    def __repr__(self):
        day = f"tm_year={self.tm_year}, tm_mon={self.tm_mon}, tm_mday={self.tm_mday}, tm_hour={self.tm_hour}"
        rest = f"tm_min={self.tm_min}, tm_sec={self.tm_sec}, tm_wday={self.tm_wday}, tm_yday={self.tm_yday}"
        return f"time.struct_time({day}, {rest}, tm_isdst={self.tm_isdst})"


def _of(at, dst):
    day = at.toordinal() - date(at.year, 1, 1).toordinal() + 1
    return struct_time(at.year, at.month, at.day, at.hour, at.minute, at.second, at.weekday(), day, dst)


def _of_day(at):
    day = at.toordinal() - date(at.year, 1, 1).toordinal() + 1
    return struct_time(at.year, at.month, at.day, 0, 0, 0, at.weekday(), day, -1)


def _of_moment(at):
    return _of(at, -1 if at.tzinfo is None else __limit__("timetuple of a time with a zone"))


def _timetuple(at):
    if isinstance(at, datetime):
        return _of_moment(at)
    return _of_day(at)


def _utctimetuple(at):
    return _of(at if at.tzinfo is None else at.astimezone(_zone.utc), 0)


def _moment(secs):
    if secs is None:
        return datetime.now(_zone.utc)
    if not -62135596800 <= secs < 253402300800:
        __limit__("a time of a year that is not from 1 to 9999")
    return datetime(1970, 1, 1) + timedelta(seconds=secs // 1)


def gmtime(secs=None):
    return _of(_moment(secs), 0)


def localtime(secs=None):
    return _of(_moment(secs), 0)


def _checked(t, caller):
    if t is None:
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{caller}(): illegal time tuple argument")
    year, month, day, hour, minute, second, weekday, yearday, dst = t
    if not 1 <= year <= 9999 or not 1 <= month <= 12 or not 1 <= day <= 31:
        __limit__("a time with fields out of their range")
    if not 0 <= hour <= 23 or not 0 <= minute <= 59 or not 0 <= second <= 59:
        __limit__("a time with fields out of their range")
    first = date(year, month, 1)
    if day > 28 and (first + timedelta(days=day - 1)).month != month:
        __limit__("a time with fields out of their range")
    at = datetime(year, month, day, hour, minute, second, 0, _zone.utc)
    if at.weekday() != weekday or at.toordinal() - date(year, 1, 1).toordinal() + 1 != yearday:
        __limit__("a time whose weekday or day of the year is another's")
    return at


def _told(format):
    """Without what only \`datetime\` knows."""
    out = ""
    at = 0
    while at < len(format):
        pair = format[at:at + 2]
        if pair == "%f":
            out += "%%f"
            at += 2
        elif pair.startswith("%"):
            out += pair
            at += 2
        else:
            out += pair[0]
            at += 1
    return out


def strftime(format, /, *t):
    if not t:
        return datetime.now(_zone.utc).strftime(_told(format))
    at = _checked(t[0], "strftime")
    if at.year < 1000:
        __limit__("strftime of a year before 1000")
    if "%Z" in format:
        __limit__("strftime of a time's zone")
    return at.strftime(_told(format))


def asctime(*t):
    return _checked(t[0], "asctime").ctime() if t else datetime.now(_zone.utc).ctime()


def ctime(secs=None):
    return _moment(secs).ctime()


def mktime(t):
    if t is None:
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second, weekday, yearday, dst = t
    if not 1 <= year <= 9998 or not 1 <= month <= 12:
        __limit__("mktime of a year or a month out of its range")
    days = date(year, month, 1).toordinal() - date(1970, 1, 1).toordinal() + day - 1
    return float(((days * 24 + hour) * 60 + minute) * 60 + second)


def strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    if "%z" in format or "%Z" in format or "%f" in format:
        __limit__("time.strptime of zones and parts of seconds")
    return _of(datetime.strptime(data_string, format), -1)
`;
