import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--n", type=int, default=5)
parser.add_argument("--items", nargs="+", type=int, default=[3, 1])
parser.add_argument("--flag", action="store_true")
args = parser.parse_args([])
print(args, args.n + 1, sorted(args.items))
args.n = 7
print(args.n, vars(args)["n"], args == parser.parse_args(["--n", "7"]))
again = parser.parse_args(["--items", "4", "5", "--flag"])
print(again.items, again.flag, again)
for k, v in vars(args).items():
    print(k, v)
parser.print_help()
