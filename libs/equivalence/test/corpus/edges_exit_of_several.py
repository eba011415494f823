"""A SystemExit of several arguments shows them, and leaves with 1."""

try:
    raise SystemExit(1, 2)
except SystemExit as error:
    print(error.args)
raise SystemExit(0, "b")
