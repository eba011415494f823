def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def weekday(year: int, month: int, day: int) -> str:
    names = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"]
    if month < 3:
        month += 12
        year -= 1
    k, j = year % 100, year // 100
    return names[(day + 13 * (month + 1) // 5 + k + k // 4 + j // 4 + 5 * j) % 7]


for date in [(2000, 1, 1), (1900, 2, 28), (2024, 2, 29)]:
    print(date, weekday(*date), days_in_month(date[0], date[1]), is_leap(date[0]))
