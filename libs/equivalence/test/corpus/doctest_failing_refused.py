import doctest
def f(x):
    """
    >>> f(2)
    4
    >>> f(3)
    7
    """
    return x * 2
if __name__ == "__main__":
    doctest.testmod()
    print("done")
