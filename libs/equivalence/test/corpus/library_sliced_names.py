import calendar
from datetime import date
print(calendar.month_name[1:3], calendar.day_abbr[::2], calendar.month_abbr[-1:], list(calendar.month_name[1:])[0])
print(date(2024, 1, 1).isocalendar()[:2], date(2024, 1, 1).isocalendar()[1])
y, w, d = date(2024, 1, 1).isocalendar()
print(y, w, d)
