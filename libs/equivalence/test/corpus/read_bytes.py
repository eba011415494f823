import sys

input = sys.stdin.buffer.readline


def ints():
    return list(map(int, input().split()))


def main():
    n, m = ints()
    rows = [ints() for _ in range(n)]
    print(n, m, rows, sum(map(sum, rows)))
    name = input().decode().rstrip()
    print(name, name[::-1], input())
    for line in sys.stdin.buffer.readlines():
        print(line, line.strip(), line.split())
    print(sys.stdin.buffer.read(), input())


main()
for spelled in (b" 12 ", b"-7\n", b"1_000", b"x", b"", b"\xff1", b"\x1c1", b"2.5", b"1e3", b"nan"):
    for kind in (int, float):
        try:
            print(kind.__name__, spelled, kind(spelled))
        except ValueError as e:
            print(e)
