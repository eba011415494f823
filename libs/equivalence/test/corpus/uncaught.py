def level3(x):
    return 10 // x


def level2(x):
    return level3(x) + 1


print(level2(5))
print(level2(0))
