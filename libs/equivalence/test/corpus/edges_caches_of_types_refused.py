from functools import cache
@cache
def sq(x):
    return x * x
print(sq(2), sq(2.0), sq("a" == "a"))
