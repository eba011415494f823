/** What `calendar` lays out: months and years by weeks, and their text, as Python. */
export const CALENDAR = `
import calendar as _names
from datetime import date, timedelta


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)" % self.weekday


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    days = date(year, month, 1).toordinal() - date(1970, 1, 1).toordinal() + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def _rows(items, width):
    return [items[at:at + width] for at in range(0, len(items), width)]


class Calendar:
    def __init__(self, firstweekday=0):
        self._first = firstweekday

    @property
    def firstweekday(self):
        return self._first % 7

    @firstweekday.setter
    def firstweekday(self, firstweekday):
        self._first = firstweekday

    def getfirstweekday(self):
        return self._first % 7

    def setfirstweekday(self, firstweekday):
        self._first = firstweekday

    def iterweekdays(self):
        for at in range(7):
            yield (self._first + at) % 7

    def _before(self, year, month):
        weekday, days = _names.monthrange(year, month)
        return ((weekday - self._first) % 7, days)

    def itermonthdays(self, year, month):
        before, days = self._before(year, month)
        for at in range(before):
            yield 0
        for day in range(1, days + 1):
            yield day
        for at in range(-(before + days) % 7):
            yield 0

    def itermonthdays2(self, year, month):
        for at, day in enumerate(self.itermonthdays(year, month), self._first):
            yield (day, at % 7)

    def itermonthdates(self, year, month):
        before, days = self._before(year, month)
        first = date(year, month, 1)
        for at in range(-before, days + -(before + days) % 7):
            yield first + timedelta(days=at)

    def itermonthdays3(self, year, month):
        for each in self.itermonthdates(year, month):
            yield (each.year, each.month, each.day)

    def itermonthdays4(self, year, month):
        for each in self.itermonthdates(year, month):
            yield (each.year, each.month, each.day, each.weekday())

    def monthdatescalendar(self, year, month):
        return _rows(list(self.itermonthdates(year, month)), 7)

    def monthdays2calendar(self, year, month):
        return _rows(list(self.itermonthdays2(year, month)), 7)

    def monthdayscalendar(self, year, month):
        return _rows(list(self.itermonthdays(year, month)), 7)

    def yeardatescalendar(self, year, width=3):
        return _rows([self.monthdatescalendar(year, month) for month in range(1, 13)], width)

    def yeardays2calendar(self, year, width=3):
        return _rows([self.monthdays2calendar(year, month) for month in range(1, 13)], width)

    def yeardayscalendar(self, year, width=3):
        return _rows([self.monthdayscalendar(year, month) for month in range(1, 13)], width)


def _beside(cells, width, spacing):
    return (" " * spacing).join(cell.center(width) for cell in cells).rstrip()


class TextCalendar(Calendar):
    def formatday(self, day, weekday, width):
        return ("" if day == 0 else f"{day:2}").center(width)

    def formatweek(self, theweek, width):
        return " ".join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end="")

    def formatweekday(self, day, width):
        name = _names.day_name[day] if width >= 9 else _names.day_abbr[day]
        return name[:width].center(width)

    def formatweekheader(self, width):
        return " ".join(self.formatweekday(day, width) for day in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = _names.month_name[themonth]
        return (f"{name} {theyear}" if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatmonth(self, theyear, themonth, w=0, l=0):
        width = max(2, w)
        lines = [self.formatmonthname(theyear, themonth, 7 * (width + 1) - 1), self.formatweekheader(width)]
        lines += [self.formatweek(week, width) for week in self.monthdays2calendar(theyear, themonth)]
        return "".join(line.rstrip() + "\\n" * max(1, l) for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        width = max(2, w)
        gap = max(2, c)
        whole = (width + 1) * 7 - 1
        end = "\\n" * max(1, l)
        header = self.formatweekheader(width)
        out = str(theyear).center(whole * m + gap * (m - 1)).rstrip() + end
        for at, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * at + 1, min(m * (at + 1) + 1, 13))
            names = [self.formatmonthname(theyear, month, whole, False) for month in months]
            out += end + _beside(names, whole, gap) + end + _beside([header] * len(months), whole, gap) + end
            for line in range(max([len(weeks) for weeks in row])):
                cells = [self.formatweek(weeks[line], width) if line < len(weeks) else "" for weeks in row]
                out += _beside(cells, whole, gap) + end
        return out

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end="")


_usual = TextCalendar(0)


def firstweekday():
    return _usual.firstweekday


def setfirstweekday(firstweekday):
    if not 0 <= firstweekday <= 6:
        raise IllegalWeekdayError(firstweekday)
    _usual.firstweekday = firstweekday


def monthcalendar(year, month):
    return _usual.monthdayscalendar(year, month)


def weekheader(width):
    return _usual.formatweekheader(width)


def month(theyear, themonth, w=0, l=0):
    return _usual.formatmonth(theyear, themonth, w, l)


def prmonth(theyear, themonth, w=0, l=0):
    _usual.prmonth(theyear, themonth, w, l)


def calendar(theyear, w=2, l=1, c=6, m=3):
    return _usual.formatyear(theyear, w, l, c, m)


def prcal(theyear, w=0, l=0, c=6, m=3):
    _usual.pryear(theyear, w, l, c, m)
`;
