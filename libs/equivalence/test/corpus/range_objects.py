r = range(2, 20, 3)
print(r, len(r), r[0], r[-1], list(r), 5 in r, 6 in r, list(reversed(r)), r[1:3], sum(r))
print(list(range(5, 0, -1)), list(range(0)), range(3) == range(0, 3), max(range(10)), list(range(-3, 3))[::2])
for i in range(10, -1, -5):
    print(i, end=";")
print()
for i in range(3):
    for j in range(i):
        print((i, j), end=" ")
print()
total = 0
for i in range(1, 101):
    if i % 15 == 0:
        continue
    total += i
print(total, [i for i in range(20) if i % 7 == 3])
