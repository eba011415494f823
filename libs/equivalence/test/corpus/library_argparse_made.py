"""Parsers that functions make and nobody names."""

import argparse
def make():
    p = argparse.ArgumentParser(prog="x")
    p.add_argument("n", type=int)
    p.add_argument("--k", default="z")
    return p
a = make().parse_args(["3", "--k", "q"])
print(a.n, a.k)
def main(argv):
    args = make().parse_args(argv)
    return args.n * 2
print(main(["4"]))
print(make().parse_known_args(["5", "--zz"])[1])
