import sys
LIMIT = 3
def helper(x): return x + 1
def test_b():
    assert helper(1) == 2
def test_a():
    assert helper(1) == 3, "wrong sum"
def test_c():
    raise KeyError("c")
def run():
    out = []
    for name, fn in globals().items():
        if name.startswith("test_") and callable(fn):
            out.append(name)
    return out
if __name__ == "__main__":
    passed = failed = 0
    for name, fn in sorted(globals().items()):
        if name.startswith("test_") and callable(fn):
            try:
                fn()
            except AssertionError as e:
                failed += 1
                print("FAIL", name, e)
            except Exception as e:
                failed += 1
                print("ERROR", name, repr(e))
            else:
                passed += 1
                print("PASS", name)
    print(passed, failed, run())
    tests = [f for n, f in globals().items() if n.startswith("test_")]
    print(len(tests), [f.__name__ for f in tests])
    by = {n: f for n, f in list(globals().items()) if n.startswith("test_b")}
    print(list(by), by["test_b"]())
