class A:
    v = 1


values = (A.v for _ in range(2))


class A:
    v = 2


print(list(values))
