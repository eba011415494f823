d = {0: -2}
try:
    print(d.pop(1))
except Exception as error:
    print("failed", type(error).__name__, error.args)


d = {0: -2}
def f():
    try:
        print(d.pop(1), d.popitem(), d.get(7, d))
    except Exception as error:
        print("failed", type(error).__name__, error.args)
f()


d = {0: -2}
try:
    print(d.pop(True))
except Exception as error:
    print("failed", type(error).__name__, error.args)


s = {2}
try:
    print(s.remove(True))
except Exception as error:
    print("failed", type(error).__name__, error.args)
try:
    print(s.remove(2.5))
except Exception as error:
    print("failed", type(error).__name__, error.args)


d = {0: -2}
try:
    print(d.pop(None))
except Exception as error:
    print("failed", type(error).__name__, error.args)


def gen(x, log):
    yield 'begin'
    log.append('a')
    if x > 1:
        return log
    yield x
def gen2(x, log):
    yield 'begin'
    if x > 1:
        return x, 1
    yield x
for make in (gen, gen2):
    for x in (1, 2):
        g = make(x, [])
        try:
            print(next(g))
            print(g.send(4))
            print(next(g))
        except Exception as error:
            print(type(error).__name__, error.args)


def gen3(x, log):
    yield 'begin'
    log.append('a')
    log.append(1)
    if x > 1:
        return log
    if x < 0:
        return x, log
    yield x
def run(x, log):
    if x > 1:
        raise ValueError(log)
    raise KeyError(x, log)
for x in (1, 2, -1):
    g = gen3(x, [])
    try:
        print(next(g))
        print(g.send(4))
        print(next(g))
    except Exception as error:
        print(repr(error), error.args)
    try:
        run(x, [])
    except Exception as error:
        print(repr(error), error.args)
