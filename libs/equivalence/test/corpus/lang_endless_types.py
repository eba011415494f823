"""Types that hold themselves, met at different turns of them."""


def id3(rows, attrs, target):
    labels = [r[target] for r in rows]
    if len(set(labels)) == 1:
        return labels[0]
    best = attrs[0]
    tree = {best: {}}
    for v in sorted(set(r[best] for r in rows)):
        sub = [r for r in rows if r[best] == v]
        tree[best][v] = id3(sub, attrs[1:], target)
    return tree


def classify(tree, row):
    if not isinstance(tree, dict):
        return tree
    attr = next(iter(tree))
    branch = tree[attr].get(row[attr])
    if branch is None:
        return "?"
    return classify(branch, row)

rows = [dict(zip(("a", "b", "p"), line.split())) for line in ["x y 1", "x z 2", "u y 3"]]
tree = id3(rows, ["a", "b"], "p")
print(tree)
print(classify(tree, rows[0]))


def show(tree, indent=0):
    if not isinstance(tree, dict):
        print(" " * indent + "=> " + str(tree))
        return
    for attr, branches in tree.items():
        for v, sub in branches.items():
            print(" " * indent + f"{attr} = {v}")
            show(sub, indent + 2)


show(tree)
print([classify(tree, row) for row in rows], classify(tree, {"a": "?", "b": "y"}))


def nested(n):
    if n == 0:
        return "leaf"
    tree = {"k": {}, "other": {"size": n}}
    tree["k"]["v"] = nested(n - 1)
    return tree


def walk(tree, depth=0):
    if not isinstance(tree, dict):
        return depth, tree
    below = tree["k"].get("v")
    if below is None:
        return depth, "?"
    return walk(below, depth + 1)


print(nested(2), walk(nested(3)), nested(2) == nested(2), nested(1) != nested(2))
