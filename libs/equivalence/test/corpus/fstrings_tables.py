"""Templates filled in from dictionaries whose keys are known when they are used."""

rows = [{"name": "tea", "price": 2.5}, {"name": "cake", "price": 3}]
for row in rows:
    print("{name:<6}|{price:>6}".format(**row))
    print("{0}: {name!r} {name[0]} {price:.2f}".format("row", **row))

layout = "{name:^8}={price}"
for row in rows:
    print(layout.format(**row))
    print((layout + " {0}").format("!", **row))


def table(size):
    print("table of", size)
    return {f"k{i}": i * i for i in range(size)}


print("{k1} {k3} {k1:03d}".format(**table(4)))
for template in ("{k0} {k9}", "{k0}"):
    try:
        print(template.format(**table(2)))
    except KeyError as error:
        print("no key", error)
try:
    print("{missing}".format(**table(1)))
except KeyError as error:
    print("no key", error)


class Item:
    def __init__(self, name, count):
        self.name = name
        self.count = count

    def __repr__(self):
        return f"<{self.name}>"


print("{a} has {a.count}, {b!s:>5}".format(**{"a": Item("box", 2), "b": Item("x", 1)}))
held = {"a": Item("box", 2), "b": Item("x", 1)}
print("{a} has {a.count}, {b!r:>5}".format(**held))
