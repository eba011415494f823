"""An attribute of the program's own exceptions that those of json and re have too, asked of others."""

import json
import re


class ParseError(Exception):
    def __init__(self, message, pos):
        super().__init__(f"{message} at {pos}")
        self.pos = pos


def work(kind):
    if kind == "own":
        raise ParseError("no", 3)
    if kind == "division":
        return 1 // 0
    if kind == "json":
        return json.loads("[1")
    if kind == "pattern":
        return re.compile("(")
    raise KeyError(kind)


for kind in ("own", "division", "other"):
    try:
        work(kind)
    except (ParseError, ZeroDivisionError, KeyError) as error:
        print(type(error).__name__, error, getattr(error, "pos", None), hasattr(error, "pos"), hasattr(error, "doc"))
for kind in ("json", "pattern"):
    try:
        work(kind)
    except ValueError as error:
        print("value", type(error).__name__)
    except re.error as error:
        print("pattern", error.pos)
