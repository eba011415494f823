from collections import Counter, defaultdict, namedtuple

scores = {"ann": 3, "bob": 9, "cat": 5}
print(max(scores, key=scores.__getitem__), sorted(scores, key=scores.__getitem__))
weights = [4, 1, 3]
order = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
print(order, list(map(weights.__getitem__, [0, 2])))
allowed = {2, 3, 5}
print(list(filter(allowed.__contains__, range(7))), [c for c in filter("aeiou".__contains__, "education")])
count = Counter("banana")
print(sorted(count, key=count.__getitem__), min(["bb", "a"], key=len))
groups = defaultdict(list)
groups["x"].append(1)
pick = groups.__getitem__
print(pick("x"), groups.__len__(), count.__contains__("n"))

Task = namedtuple("Task", "name cost needs")
tasks = [Task("a", 2, []), Task("b", 1, ["a"]), Task("c", 3, ["a", "b"])]
by_name = {t.name: t for t in tasks}
print(by_name["c"].needs, tasks[0] == Task("a", 2, []), sorted(tasks, key=lambda t: -t.cost)[0].name)
try:
    print({(1, [2]): 3})
except TypeError as e:
    print("TypeError:", e)

class ParseError(ValueError):
    def __init__(self, message, place):
        ValueError.__init__(self, "%s at %d" % (message, place))
        self.place = place


class Fault(Exception):
    def __init__(self, *parts):
        Exception.__init__(self, *parts[:0])
        self.parts = parts


try:
    raise ParseError("no digit", 7)
except ValueError as e:
    print(e, e.args)
try:
    raise ParseError("end", 2)
except ParseError as e:
    print(repr(e), e.place)
