"""Arguments in any number, where none is given and None is named as what there is then."""

import argparse

parser = argparse.ArgumentParser(prog="some")
parser.add_argument("items", nargs="*", default=None)
parser.add_argument("--more", nargs="*", default=None)
found = parser.parse_args([])
print(found.items, found.more)
found = parser.parse_args(["a", "--more"])
print(found.items, found.more)
