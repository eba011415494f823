while True:
    try:
        x = 1
        break
    finally:
        x = 2
print(x)
def f():
    for i in range(3):
        y = "a"
        try:
            if i == 1: continue
            y = "b"
        finally:
            y = "c" + y
        print(y)
    print(y)
    for i in range(2):
        k = i
        try:
            break
        finally:
            k = 50
    print(k)
f()
def f():
    for i in range(3):
        try:
            if i == 1: raise ValueError("one")
        except ValueError as e:
            break
    try:
        print(e)
    except UnboundLocalError as x:
        print(x)
    try:
        try:
            raise ValueError("a")
        except ValueError as e:
            raise KeyError("b")
    except KeyError:
        try: print(e)
        except UnboundLocalError as x: print(x)
f()
