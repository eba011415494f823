"""A module whose import prints a text."""

import this

print(1)
