def f(n):
    try:
        if n == 0:
            return "returned"
        if n == 1:
            raise ValueError("one")
        if n == 2:
            raise KeyError("two")
    except ValueError:
        return "handled"
    finally:
        print("finally", n)
    return "end"


for i in range(4):
    try:
        print(f(i))
    except KeyError as e:
        print("escaped", e)


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("cleanup", i)


loop()
try:
    try:
        raise ValueError("inner")
    except ValueError as e:
        raise RuntimeError("outer") from e
except RuntimeError as e:
    print(e, "|", e.__cause__)
assert 1 + 1 == 2, "math works"
try:
    assert False, "nope"
except AssertionError as e:
    print("assert", e)
