"""sys.exit of what never comes back, and print of what prints as it is shown."""

import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        print("shown", end=" ")
        return self.name

    def __repr__(self):
        print("told", end=" ")
        return f"<{self.name}>"


def main():
    loud = Loud("a")
    print(1, loud, [loud], 2)
    print(1, loud, sep="-", end="!\n")
    print("to", loud, file=sys.stdout)
    print(f"{print(3, loud)}")
    if len(sys.argv) > 5:
        sys.exit(2)
    print("leaves")
    sys.exit("no more")


if __name__ == "__main__":
    sys.exit(main())
