def flatten(items):
    out = []
    for item in items:
        if isinstance(item, list):
            out.extend(flatten(item))
        else:
            out.append(item)
    return out


def depth(items):
    return 1 + max((depth(i) for i in items if isinstance(i, list)), default=0)


data = [1, [2, [3, [4]], 5], [], [[6]]]
print(flatten(data), depth(data), depth([]))
matrix = [[1, 2], [3, 4], [5, 6]]
print([x for row in matrix for x in row], sum(matrix, []), [sum(col) for col in zip(*matrix)])
