try:
    from math import nowhere
except ImportError:
    nowhere = None
print(nowhere)
