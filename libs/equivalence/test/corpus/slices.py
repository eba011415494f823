xs = list(range(10))
print(xs[2:5], xs[:3], xs[7:], xs[-3:], xs[:-7], xs[::3], xs[::-2], xs[8:2:-2], xs[5:5], xs[100:])
xs[::2] = [0] * 5
print(xs)
xs[1:1] = ["x" == "y", True] and [7, 7]
print(xs)
t = (1, 2, 3, 4)
print(t[1:], t[::-1])
s = "abcdef"
n = len(s)
print(s[n // 2:] + s[:n // 2], s[-1:-4:-1])
for i in range(n):
    for j in range(i + 1, n + 1):
        if j - i == 3:
            print(s[i:j], end=" ")
print()
