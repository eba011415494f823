import argparse
parser = argparse.ArgumentParser(prog="calc")
parser.add_argument("base", type=int)
subs = parser.add_subparsers(title="operations", description="what can be done", dest="op", required=True)
add = subs.add_parser("add", help="add numbers")
add.add_argument("numbers", nargs="+", type=int)
mul = subs.add_parser("mul")
mul.add_argument("--by", type=float, required=True)
for argv in [["2", "add", "1", "2"], ["3", "mul", "--by", "2.5"], ["4", "add", "-1"]]:
    args = parser.parse_args(argv)
    print(args, args.op)
    if args.op == "add":
        print(args.base + sum(args.numbers))
    elif args.op == "mul":
        print(args.base * args.by)
known, rest = parser.parse_known_args(["5", "mul", "--by", "1", "more", "--x"])
print(known, rest)
for argv in [["1"], ["x", "add", "1"], ["1", "sub"], ["-h"], ["1", "mul"], ["1", "add", "-h"]]:
    try:
        parser.parse_args(argv)
    except SystemExit as e:
        print("exit", e.code)
