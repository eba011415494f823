data = [3, 8, -2, 7]
print([y for x in data if (y := x * 2) > 5], {x: x ** 2 for x in data if x > 0}, {len(w) for w in ["a", "bb", "cc"]}, [[i, j] for i in range(2) for j in "ab"])
if (n := len(data)) > 3: print("long", n)
m = [[1, 2], [3, 4]]
print([x for row in m for x in row], [[row[i] for row in m] for i in range(2)], sum(x for row in m for x in row if x % 2))
while (x := data.pop()) > 0: print("popped", x)
print(data, any((hit := v) > 2 for v in data), hit)
