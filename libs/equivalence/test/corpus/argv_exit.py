import sys


def main(args):
    if len(args) < 2:
        print("usage: argv_exit a b", file=sys.stderr)
        sys.exit(2)
    a, b = args[0], args[1]
    print(a + b, len(args))
    if a == b:
        sys.exit("same")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
