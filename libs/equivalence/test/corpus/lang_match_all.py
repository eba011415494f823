from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
@dataclass
class Circle:
    center: Point
    r: float
def describe(v):
    match v:
        case Point(x=0, y=0):
            return "origin"
        case Point(x=0, y=y):
            return f"on y at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Circle(center=Point(x=cx), r=r):
            return f"circle {cx} {r}"
        case _:
            return "unknown"
for v in [Point(0, 0), Point(0, 3), Point(2, 2), Point(1, 2), Circle(Point(5, 6), 2.5)]:
    print(describe(v))
def command(line):
    match line.split():
        case ["go", ("north" | "south" | "east" | "west") as d]:
            return "going " + d
        case ["get", item]:
            return "got " + item
        case ["drop", *items]:
            return "dropped " + ",".join(items)
        case ["quit" | "exit"]:
            return "bye"
        case []:
            return "nothing"
        case [first, *_]:
            return "what is " + first
for c in ["go north", "get lamp", "drop a b c", "quit", "exit", "", "dance now"]:
    print(command(c))
def num(n):
    match n:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case int() if n < 0:
            return "negative"
        case _:
            return "big"
print([num(i) for i in (0, 2, -5, 99)])
def conf(d):
    match d:
        case {"type": "a", "value": v}:
            return v
        case {"type": t, **rest}:
            return t + str(sorted(rest))
        case {}:
            return "empty-ish"
print(conf({"type": "a", "value": "x"}), conf({"type": "b", "q": "1"}), conf({"z": "1"}))
