"""Whole numbers that are asked of what may be none."""
import math


def counted():
    def pick(n): return [4, 2.5, "x", None, True, [1]][n]
    for i in range(6):
        x = pick(i)
        try: print(math.gcd(x, 6))
        except TypeError as e: print(e)
        try: print(math.lcm(6, x))
        except TypeError as e: print(e)
        try: print(math.comb(x, 2))
        except TypeError as e: print(e)
        try: print(math.perm(5, 2 if x is None else x))
        except TypeError as e: print(e)
    try: math.gcd(2.5, 3)
    except TypeError as e: print(e)
    try: math.comb("a", 3)
    except TypeError as e: print(e)
    class I:
        def __index__(self): return 12
    print(math.gcd(I(), 8), math.comb(I(), 2))
    try: math.gcd(boom(), 8)
    except NameError as e: print(e)


def single():
    def f(x):
        try: return math.factorial(x)
        except (TypeError, ValueError) as e: return str(e)
    print(f(3), f(0), f(-1))
    try: print(math.factorial(2.5))
    except TypeError as e: print(e)
    try: print(math.isqrt(2.5))
    except TypeError as e: print(e)


counted()
single()
