"""A time zone whose name is None: Python raises TypeError."""

from datetime import timedelta, timezone

print(timezone(timedelta(hours=1), None))
