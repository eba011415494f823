"""Calendars by weeks, months and years, and their text."""

import calendar
from calendar import TextCalendar, monthrange

c = calendar.Calendar()
print(list(c.itermonthdays(2024, 2)))
print(c.monthdayscalendar(2024, 2))
print(calendar.TextCalendar(6).formatmonth(2024, 2))
print(c.monthdays2calendar(2024, 3)[0], c.firstweekday, list(c.iterweekdays()))
for d in c.itermonthdates(2024, 2): print(d, end=" ")
print()
print(c.monthdatescalendar(2023, 12)[0][0], list(c.itermonthdays3(2023, 5))[:2], list(c.itermonthdays4(2023, 5))[:2])
print(calendar.calendar(2024))
print(calendar.calendar(2023, 3, 2, 4, 4))
calendar.prmonth(2023, 7)
calendar.setfirstweekday(calendar.SUNDAY)
print(calendar.month(2023, 7, 4, 2), calendar.weekheader(3), calendar.weekheader(10), calendar.firstweekday())
print(calendar.monthcalendar(2024, 5))
try:
    calendar.setfirstweekday(9)
except ValueError as e:
    print(type(e).__name__, e)
try:
    calendar.month(2020, 13)
except calendar.IllegalMonthError as e:
    print(e)
print(calendar.timegm((1970, 1, 2, 0, 0, 0)), calendar.isleap(2000), calendar.day_name[0], calendar.month_abbr[3])
print(len(c.yeardayscalendar(2024)), len(c.yeardatescalendar(2024, 4)))
calendar.prcal(2025)


class Wide(TextCalendar):
    def formatday(self, day, weekday, width):
        return ("." if day == 0 else str(day)).rjust(width)
print(Wide(calendar.SUNDAY).formatmonth(2024, 9, 4))
print(monthrange(2024, 2))
cal = TextCalendar(calendar.SUNDAY)
cal.prmonth(2024, 1)
for week in cal.monthdayscalendar(2024, 1):
    print(" ".join(f"{d:2d}" if d else "  " for d in week))
print(sum(1 for d, w in cal.itermonthdays2(2024, 1) if d and w < 5))
