def retry(n, f, kinds):
    last = None
    for i in range(n):
        try:
            return f(i)
        except kinds as e:
            last = e
            print("failed", e)
    raise last
def bad(i):
    if i % 2:
        raise KeyError(i)
    raise ValueError(f"v{i}")
def good(i):
    if i < 1: raise ValueError("first")
    return i
print(retry(3, good, (ValueError,)))
for n in (0, 1, 2):
    try:
        retry(n, bad, (ValueError, KeyError))
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
    except TypeError as e:
        print("none", e)
def two(flag):
    err = None
    try:
        if flag == 1: int("x")
        if flag == 2: {}["k"]
    except ValueError as e:
        err = e
    except KeyError as e:
        err = e
    if err is not None:
        raise err
    return "fine"
for i in range(3):
    try:
        print(two(i))
    except Exception as e:
        print(repr(e))
def last2(flag):
    err = None
    try:
        if flag == 1: int("x")
        if flag == 2: {}["k"]
    except ValueError as e:
        err = e
    except KeyError as e:
        err = e
    raise err
for i in range(3):
    try:
        print(last2(i))
    except Exception as e:
        print(repr(e))
