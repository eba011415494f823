def gcd(a, b):
    """A text without a field leaves what is beside it over."""
    while b:
        a, b = b, a % b
    return abs(a)


print(gcd(48, 36))
for pair in [(12, 18), ("a", 2), (7, 0), (2.5, 1)]:
    try:
        print(gcd(*pair))
    except TypeError as error:
        print(error)
