"""Values that never come: calls that always raise, and what is never there."""


def fail(text):
    raise ValueError(text)


def attempt():
    try:
        x = fail("a")
    except ValueError as error:
        x = str(error)
    return x


def attempt2():
    try:
        x = fail("a")
        y = 1
    except ValueError as error:
        y = 2
    return y

def attempt3(flag):
    if flag:
        z = fail("b")
    else:
        z = 3
    return z

print(attempt(), attempt2(), attempt3(False))


class Shape:
    def area(self):
        raise NotImplementedError("area")

    def twice(self):
        got = self.area()
        return got


def probe():
    try:
        value = Shape().twice()
    except NotImplementedError as error:
        value = f"missing {error}"
    else:
        value = "there"
    finally:
        print("probed")
    return value


def chain():
    first = second = fail("both")
    return first, second


def unpack():
    a, b = fail("pair")
    return a + b


def swallow(call):
    try:
        return call()
    except ValueError as error:
        return f"caught {error}"


print(probe())
print(swallow(chain), swallow(unpack))
empty = []
try:
    item = empty[0]
except IndexError:
    item = None
print(item)
total = 0
for entry in empty:
    part = entry
    total += part
print(total)
