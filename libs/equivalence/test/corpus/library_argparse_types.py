"""Counts words."""
import argparse
import sys


def positive(text):
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not positive")
    return value


def build_parser():
    parser = argparse.ArgumentParser(
        prog="words",
        description="Counts the words of a text, line by line, and says which of them are the longest ones of all.",
        epilog="No file is read.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("text", help="what to count")
    parser.add_argument("more", nargs="*", help="more of it")
    parser.add_argument("-t", "--top", type=positive, default=3, metavar="N", help="how many")
    parser.add_argument("-s", "--sep", default=" ", help="what stands between words")
    parser.add_argument("--min-length", type=int, default="1", help="shorter ones do not count")
    parser.add_argument("-o", "--order", choices=["up", "down"], default="up", help="the order of what is shown")
    parser.add_argument("--ratio", type=float, nargs=2, help="two numbers")
    parser.add_argument("-x", "--skip", action="append", help="a word to skip, which may be given several times")
    parser.add_argument("-v", "--verbose", action="count", default=0)
    parser.add_argument("-q", "--quiet", dest="loud", action="store_false", help="say little")
    parser.add_argument("--level", type=int, choices=range(3), help="one of %(choices)s")
    parser.add_argument("--version", action="version", version="%(prog)s 1.2")
    return parser


def main(argv=None):
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.loud:
        print(args)
    words = [w for t in [args.text] + args.more for w in t.split(args.sep) if len(w) >= args.min_length]
    words = [w for w in words if w not in (args.skip or [])]
    words.sort(key=len, reverse=args.order == "down")
    print(words[: args.top], args.verbose, args.ratio, args.level, "text" in args)
    print(sorted(vars(args)))
    if args.top > 90:
        parser.error("too many")
    return len(words)


if __name__ == "__main__":
    sys.exit(main())
