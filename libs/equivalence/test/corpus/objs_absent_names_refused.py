"""Python 3.11 has no such name: its import raises ImportError, though nothing uses it."""

from functools import nothing_like_it

print("never")
