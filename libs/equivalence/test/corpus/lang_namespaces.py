from types import SimpleNamespace as NS


def parse(text):
    kind, _, rest = text.partition(":")
    return NS(kind=kind, rest=rest.strip())


tokens = [parse("a: 1"), parse("b:2"), parse("a: 1")]
print(tokens[0] == tokens[2], tokens[0] == tokens[1], tokens[0] != tokens[1], tokens[0] == 5)
print(tokens)
state = NS(count=0, items=[], best=None)


def visit(node):
    state.count += 1
    state.items.append(node)
    if state.best is None or node > state.best:
        state.best = node


for n in [3, 9, 4]:
    visit(n)
print(state)
loop = NS(name="loop")
loop.me = loop
print(loop)
empty = NS()
print(empty, vars(empty))
empty.x = 1
del empty.x
print(empty, hasattr(empty, "x"))
print(isinstance(state, NS), type(state).__name__)
try:
    hash(state)
except TypeError as e:
    print(e)


class Settings(NS):
    def show(self):
        return ",".join(f"{k}:{v}" for k, v in sorted(vars(self).items()))


print(Settings(a=1, b="x").show())
try:
    NS(1)
except TypeError as e:
    print("TypeError")
for k, v in state.__dict__.items():
    print(k, v)
tree = NS(value=1, left=NS(value=2, left=None, right=None), right=None)


def total(t):
    return 0 if t is None else t.value + total(t.left) + total(t.right)


print(total(tree), tree.left)
