def between(low, x, high):
    return low <= x < high


for x in (-1, 0, 5, 10):
    print(x, between(0, x, 10), 0 < x < 10 != 5, not 0 < x)
a = b = c = 3
print(a == b == c, a < b or b >= c, a is b)
values = [1, 5, 3]
print(1 < len(values) <= 3, values[0] < values[1] > values[2])
x = None
print(x is None, x is not None, x == None)
print(0 or "default", 1 and "yes", "" or [] or 0, 5 and 0)
