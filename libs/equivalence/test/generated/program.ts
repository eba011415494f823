import { Draw } from "./draw.js";
import { number } from "./expressions.js";
import { flow } from "./statements.js";

/** What every generated program has: parts that say when they are worked out. */
const HEAD = `from contextlib import contextmanager
from functools import wraps


def t(n, v):
    print(n, end=" ")
    return v


def named(a, b=2, *, c=3):
    return a * 100 + b * 10 + c


def starred(*xs, k=1):
    return sum(xs) * 10 + k


def swapped(a, b):
    print("swapped", end=" ")
    return b, a


def nothing():
    print("nothing", end=" ")


def count(n):
    try:
        for i in range(n % 4):
            yield i
    finally:
        print("counted", end=" ")


class Box:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        print("len", end=" ")
        return self.n % 5

    def __bool__(self):
        print("bool", end=" ")
        return self.n > 2

    def __iter__(self):
        for i in range(self.n % 3):
            print("item", end=" ")
            yield i

    def __getitem__(self, at):
        print("at", at, end=" ")
        if at > 4:
            raise IndexError(at)
        return self.n + at

    def __contains__(self, n):
        print("has", n, end=" ")
        return n == self.n

    def __call__(self, a, b=1):
        return self.n * a + b

    def __lt__(self, other):
        print("less", end=" ")
        return self.n < other.n

    def get(self, n):
        self.n += n
        return self.n


class Guard:
    def __init__(self, n, quiet):
        self.n = n
        self.quiet = quiet

    def __enter__(self):
        print("enter", self.n, end=" ")
        return self.n

    def __exit__(self, kind, error, trace):
        print("exit", self.n, kind.__name__ if kind else None, end=" ")
        return self.quiet


@contextmanager
def managed(n):
    print("in", n, end=" ")
    try:
        yield n
    except ValueError as error:
        print("saw", error, end=" ")
    finally:
        print("out", n, end=" ")
`;

const DECORATORS = `def told(f):
    print("told", f.__name__)

    @wraps(f)
    def inner(*args, **kwargs):
        print("before", end=" ")
        result = f(*args, **kwargs)
        print("after", end=" ")
        return result

    return inner


def counted(f):
    calls = 0

    def inner(*args):
        nonlocal calls
        calls += 1
        return f(*args) + calls

    return inner


def guarded(other):
    def decorate(f):
        def inner(*args):
            try:
                return f(*args)
            except (ZeroDivisionError, LookupError) as error:
                print("guarded", type(error).__name__, end=" ")
                return other
            finally:
                print("done", end=" ")

        return inner

    return decorate


class Kept:
    def __init__(self, f):
        self.f = f
        self.known = {}

    def __call__(self, *args):
        if args not in self.known:
            self.known[args] = self.f(*args)
        return self.known[args]
`;

/** A Python program that prints in which order its parts are worked out, and what comes of them; none for ever. */
export function programOf(seed: number): string {
  const draw = new Draw(seed);
  const names = { numbers: ["a", "b"], lists: ["xs"], boxes: ["box"] };
  const body = (isGenerator: boolean): string[] => [
    "    xs = [a, b, 2]",
    "    box = Box(a)",
    ...draw.many(2, 4, () => flow(draw, { names, pad: "    ", depth: 2, inLoop: false, isGenerator })).flat(),
    `    ${isGenerator ? "yield" : "return"} ${number(draw, names, 2)}`,
  ];
  const mark = (): string => draw.pick(["@told", "@counted", `@guarded(${draw.traced(draw.small())})`]);
  const marks = (): string[] => [...(draw.chance(0.3) ? ["@Kept"] : []), ...draw.many(0, 2, mark)];
  const functions = draw.many(2, 3, (i) => [...marks(), `def f${i}(a, b):`, ...body(false)].join("\n"));
  const generators = draw.many(1, 2, (i) =>
    [`def g${i}(a, b=${draw.traced(draw.small())}):`, ...body(true)].join("\n"),
  );
  const arguments_ = (): string => `${draw.traced(draw.small())}, ${draw.traced(draw.small())}`;
  const uses = [
    ...functions.flatMap((_, i) => draw.many(2, 3, () => [`print(f${i}(${arguments_()}))`])),
    ...generators.flatMap((_, i) => [
      [`print(list(g${i}(${arguments_()})))`],
      [`for v in g${i}(${arguments_()}):`, '    print("got", v, end=" ")', "    break", 'print("left")'],
      [`print(next(g${i}(${arguments_()}), ${draw.traced("None")}), ${arguments_()})`],
    ]),
  ];
  const calls = uses.map((lines) =>
    [
      "try:",
      ...lines.map((each) => `    ${each}`),
      "except Exception as error:",
      '    print("ended", type(error).__name__, error)',
    ].join("\n"),
  );
  return `${[HEAD, DECORATORS, ...functions, ...generators].join("\n\n")}\n\n\n${calls.join("\n")}\n`;
}
