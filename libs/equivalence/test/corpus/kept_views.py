"""Views of dictionaries kept in variables, given to functions and held by objects: they go on seeing the dictionary."""
from collections import Counter, defaultdict


def table(rows, sep="="):
    """
    >>> table({"a": 1}.items())
    'a=1'
    """
    return "; ".join(f"{k}{sep}{v}" for k, v in rows)


def spread_of(values):
    if not values:
        return None
    return max(values) - min(values), len(values), sorted(values)


def first(keys, default="none"):
    for key in keys:
        return key
    return default


class Watcher:
    def __init__(self, data):
        self.names = data.keys()
        self.amounts = data.values()

    def report(self):
        return f"{len(self.names)} {list(self.names)} {sum(self.amounts)}"


stock = {"apple": 3, "pear": 5}
names, amounts, pairs = stock.keys(), stock.values(), stock.items()
print(names, amounts, pairs, len(names))
watcher = Watcher(stock)
stock["fig"] = 8
print(names, list(amounts), sorted(pairs, key=lambda p: -p[1]), len(pairs))
print(watcher.report())
print("fig" in names, "kiwi" in names, 8 in amounts, ("fig", 8) in pairs, ("fig", 9) in pairs)
print(table(pairs), table([("z", 0)], ":"), table(pairs, sep=" -> "))
print(spread_of(amounts), spread_of([1, 2]), spread_of({}.values()))
print(first(names), first([]), first({}.keys()))
print(names & {"fig", "kiwi"}, sorted(names | {"kiwi"}), sorted(names - {"fig"}), names == {"apple", "pear", "fig"})
print(names.isdisjoint(["kiwi"]), bool(names), bool({}.items()), [k.upper() for k in reversed(names)])
low, *rest = amounts
print(low, rest, dict(pairs), set(names) == set(stock), max(pairs, key=lambda p: p[1]))
for name, amount in pairs:
    print(name, amount, sep=":", end=" ")
print()
counts = Counter("banana")
seen = counts.items()
counts.update("nab")
print(sorted(seen), isinstance(seen, list), type(names).__name__)
groups = defaultdict(list)
members = groups.values()
groups[1].append("x")
groups[2] += ["y", "z"]
print(list(members), sum(len(m) for m in members), [*groups.keys()])
choice = names if len(stock) > 2 else ["nothing"]
print(list(choice), len(choice), [c[0] for c in choice])
try:
    for name in names:
        del stock[name]
except RuntimeError as error:
    print(error)
