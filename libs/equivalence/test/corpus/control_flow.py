def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n % 2 == 0:
        return "even"
    return "odd"


for n in [-5, 0, 4, 7]:
    print(n, classify(n))
for i in range(10):
    if i == 3:
        continue
    if i == 6:
        break
    print(i, end=" ")
print()
for i in range(3):
    pass
else:
    print("no break")
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
else:
    print("steps", steps)
