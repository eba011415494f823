import operator

OPS = {
    "+": (2, lambda a, b: a + b),
    "neg": (1, lambda a: -a),
    "clamp": (3, lambda lo, x, hi=9: max(lo, min(x, hi))),
}


def apply(name, stack):
    count, f = OPS[name]
    args = [stack.pop() for _ in range(count)][::-1]
    stack.append(f(*args))
    return stack


print(apply("+", [1, 2]), apply("neg", [4]), apply("clamp", [0, 12, 5]))
double = lambda x: x * 2
pairs = [[3], [4]]
print([double(*p) for p in pairs])
try:
    print(double(*[1, 2]))
except TypeError as e:
    print("TypeError:", e)

steps = {"add": operator.add, "less": operator.lt, "div": operator.truediv}
for name, args in [("add", [3, 4]), ("less", [2, 9]), ("div", [7, 2]), ("add", [1]), ("less", [1, 2, 3])]:
    try:
        print(name, steps[name](*args))
    except TypeError as e:
        print("TypeError:", e)
