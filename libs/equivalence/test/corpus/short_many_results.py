def f(n):
    if n == 0:
        return
    if n == 1:
        return 1
    if n == 2:
        return "two"
    if n == 3:
        return [3]
    if n == 4:
        return {4: "four"}
    if n == 5:
        return (5,)
    if n == 6:
        return 6.0
    if n == 7:
        return True
    return f


for i in range(8):
    print(i, f(i), f(i) == i, f(i) is None, bool(f(i)))
print(callable(f(8)), f(9)(2))
r = [f(i) for i in range(8)]
print(r)
print({i: f(i) for i in range(3)})
