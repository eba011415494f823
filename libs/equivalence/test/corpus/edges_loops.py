for i in range(3):
    if i == 5: break
else:
    print("else")
n = 3
while n:
    n -= 1
    if n == 1: continue
    print(n)
else:
    print("while else", n)
for i in range(5):
    for j in range(5):
        if j == 2: break
        if i == 1: break
    else:
        print("never")
    if i == 2: break
print(i, j)
for i in range(0): pass
print(i)
for x in [1, 2]:
    x = x * 10
print(x)
for i in range(3):
    i += 10
    print(i, end=" ")
print()
lst = [1, 2, 3]
for i, v in enumerate(lst, start=1):
    lst[i - 1] = v * i
print(lst)
total = 0
for a, b in zip([1, 2, 3], [4, 5]): total += a * b
print(total)
while True:
    try:
        raise ValueError
    except ValueError:
        break
    finally:
        print("fin")
def f():
    for i in range(3):
        try:
            return i
        finally:
            if i == 0: continue
print(f())
for c in "ab":
    for d in reversed(range(2)):
        print(c, d, end=";")
print()
i = 0
while i < 10:
    i += 3
    if i % 2: continue
print(i)
for k in {"a": 1, "b": 2}: print(k, end="")
print()
for i in range(10, 0, -4): print(i, end=" ")
print([i for i in range(3) for i in range(i)])
