"""What Python says of values that are unpacked and cannot be."""
def f(x):
    if x > 0: return 1, 2
    return None
class P: pass
def g(x):
    if x: return [1, 2]
    return 5
try: a, b = f(-1)
except TypeError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
try:
    for a, b in [1, 2]: pass
except TypeError as e: print(e)
try: a, b = None
except TypeError as e: print(e)
try: a, b = P()
except TypeError as e: print(e)
try: a, *b = g(0)
except TypeError as e: print(e)
try: a, (b, c) = 1, 2
except TypeError as e: print(e)
try: [x for x, y in [1.5]]
except TypeError as e: print(e)
try:
    for k, v in {"a": 1}: print(k, v)
except ValueError as e: print(e)
try:
    for k, v in {5: 1}: print(k, v)
except TypeError as e: print(e)
try: list(5)
except TypeError as e: print(e)
a, b = f(1); print(a, b)
