try:
    1 // 0
except Exception as e:
    print(type(e), e)
    print(type(e).__name__, type(e) == ZeroDivisionError, type(e) is ValueError)
class MyErr(ValueError): pass
for exc in (MyErr("x"), KeyError("k")):
    try:
        raise exc
    except (ValueError, KeyError) as e:
        print(type(e), e.__class__.__name__, e.__class__)
