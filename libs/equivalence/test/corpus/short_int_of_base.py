def gray(bits):
    codes = strings(bits)
    for i in range(len(codes)):
        codes[i] = int(codes[i], 2)
    return codes


def strings(bits):
    if bits == 0:
        return ["0"]
    if bits == 1:
        return ["0", "1"]
    smaller = strings(bits - 1)
    return ["0" + s for s in smaller] + ["1" + s for s in reversed(smaller)]


def parse(x):
    try:
        return int(x, 16)
    except TypeError as e:
        return str(e)


print(gray(3))
print([parse(x) for x in ["ff", 7, "-1a", 2.5]])
