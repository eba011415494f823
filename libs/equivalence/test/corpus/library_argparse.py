import argparse


def main():
    parser = argparse.ArgumentParser(description="Add numbers")
    parser.add_argument("numbers", type=int, nargs="*", default=[1, 2], help="numbers")
    parser.add_argument("-n", "--name", default="x", help="the name")
    parser.add_argument("--verbose", "-v", action="store_true", help="be loud")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--mode", choices=["a", "b"], default="a")
    args = parser.parse_args()
    print(args.numbers, args.name, args.verbose, args.scale, args.mode)
    print(sum(args.numbers) * args.scale)


if __name__ == "__main__":
    main()
