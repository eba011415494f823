class A:
    pass


class B:
    pass


print(A | B)
