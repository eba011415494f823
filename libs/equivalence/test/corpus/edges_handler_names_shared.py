def show():
    print(repr(e))
try:
    1 / 0
except ZeroDivisionError as e:
    show()
try:
    show()
except NameError as x:
    print(x)
def f(e):
    try:
        if e: 1 / 0
    except ZeroDivisionError as e:
        print("x", e)
    return e
print(f(0))
print(f(3))
