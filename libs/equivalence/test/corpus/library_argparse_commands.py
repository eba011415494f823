import argparse
import sys


def cmd_add(args):
    print("add", args.name, args.count, args.tags)
    return 0


def cmd_list(args):
    print("list", args.all, args.sort)
    return 0


def cmd_remove(args):
    if args.name == "missing":
        print("not there", file=sys.stderr)
        return 3
    print("remove", args.name, args.command)
    return 0


def build_parser():
    parser = argparse.ArgumentParser(prog="todo", description="A list of things to do")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more")
    parser.add_argument("--version", action="version", version="%(prog)s 1.0")
    sub = parser.add_subparsers(dest="command", help="what to do", metavar="COMMAND")
    p = sub.add_parser("add", help="add a thing", description="Adds a thing to the list.")
    p.add_argument("name", help="what it is called")
    p.add_argument("-c", "--count", type=int, default=1, help="how many (default: %(default)s)")
    p.add_argument("--tags", nargs="*", default=[], help="words for it")
    p.set_defaults(func=cmd_add)
    p = sub.add_parser("list", help="show the list")
    group = p.add_mutually_exclusive_group()
    group.add_argument("-a", "--all", action="store_true", help="everything")
    group.add_argument("-s", "--sort", choices=["name", "count"], help="in which order")
    p.set_defaults(func=cmd_list)
    rm = sub.add_parser("remove", aliases=["rm"], help="remove a thing")
    rm.add_argument("name")
    rm.set_defaults(func=cmd_remove)
    sub.add_parser("quiet")
    return parser


def main(argv=None):
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.verbose:
        print("verbose", args.command)
    if not hasattr(args, "func"):
        parser.print_help()
        return 1
    return args.func(args)


if __name__ == "__main__":
    sys.exit(main())
