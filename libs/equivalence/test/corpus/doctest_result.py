"""What this module says of itself."""
import doctest
def f(x):
    """
    >>> f(2)
    4
    """
    return x * 2
if __name__ == "__main__":
    r = doctest.testmod()
    print(r, r.failed, r.attempted)
    print(doctest.testmod())
    if doctest.testmod().failed == 0: print("ok")
    print(__doc__)
