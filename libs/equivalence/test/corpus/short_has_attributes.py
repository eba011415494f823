from math import sqrt, pow, pi
import string


class A:
    k = 1

    def __init__(self, full):
        if full:
            self.opt = 5


def has(x):
    return hasattr(x, "append"), hasattr(x, "__len__"), hasattr(x, "opt")


print(sqrt(4), pow(2, 3), string.ascii_lowercase.index("c"), string.digits.find("9"), pi.is_integer())
for x in (1, "a", [1], A(True), A(False)):
    print(hasattr(x, "append"), hasattr(x, "upper"), hasattr(x, "opt"), getattr(x, "opt", "none"), getattr(x, "k", None))
ba = bytearray(b"abc")
ba[0] = 122
ba[1] += 1
print(ba)

