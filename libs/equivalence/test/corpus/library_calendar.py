import calendar, time
for y in (2023, 2024, 1900, 2000):
    print(y, calendar.isleap(y), [calendar.monthrange(y, m)[1] for m in range(1, 13)])
for m in (1, 2, 9):
    print(calendar.month(2023, m))
    print(calendar.monthcalendar(2021, m))
print(calendar.month(2024, 5, 4, 2))
print(calendar.month(2024, 5, w=9))
print(calendar.TextCalendar(6).formatmonth(2024, 6))
print(calendar.TextCalendar(firstweekday=3).monthdayscalendar(2024, 6))
print(calendar.TextCalendar().formatweekheader(3))
for i, name in enumerate(calendar.month_name):
    print(i, name, end=' ')
print(list(calendar.day_abbr))
print(calendar.day_name[calendar.weekday(2024, 7, 4)])
print(calendar.month_abbr[-1])
print('May' in list(calendar.month_name))
print(len(calendar.month_name))
print(calendar.FRIDAY)
try:
    calendar.monthrange(2024, 13)
except calendar.IllegalMonthError as e:
    print(e)
try:
    calendar.month(2024, 0)
except ValueError as e:
    print(e)
try:
    calendar.weekday(2024, 2, 30)
except ValueError as e:
    print(e)
print(calendar.leapdays(1900, 2001))
print(calendar.leapdays(2000, 2000))
print(calendar.leapdays(2024, 1990))
print(calendar.timegm((2000, 2, 29, 12, 30, 15)))
print(calendar.isleap(0))
print(calendar.isleap(-4))
calendar.prmonth(2024, 2)
time.sleep(0)
print('done')
time.sleep(0.01)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
