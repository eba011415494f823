def make_counter():
    count = 0

    def increment(step=1):
        nonlocal count
        count += step
        return count

    return increment


c = make_counter()
print(c(), c(), c(5))


def compose(f, g):
    return lambda x: f(g(x))


double_then_inc = compose(lambda x: x + 1, lambda x: x * 2)
print(double_then_inc(10))
adders = [lambda x, n=n: x + n for n in range(3)]
print([f(10) for f in adders])
total = 0


def add(n):
    global total
    total += n


for i in range(5):
    add(i)
print(total)
