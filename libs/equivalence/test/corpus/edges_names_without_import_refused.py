def kind(x):
    return isinstance(x, Sequence)


print(kind([1]))
