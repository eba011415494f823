squares = [x * x for x in range(10)]
evens = [x for x in squares if x % 2 == 0]
matrix = [[i * j for j in range(1, 4)] for i in range(1, 4)]
flat = [x for row in matrix for x in row]
print(squares, evens, matrix, flat)
print({word: len(word) for word in ["a", "bb", "ccc"]})
print({len(word) for word in ["a", "bb", "cc"]})
print(sum(x * x for x in range(100)))
print(any(x > 5 for x in [1, 9]), all(x > 0 for x in []))
print([(x, y) for x in range(3) for y in "ab" if x != 1])
print([x if x % 2 else -x for x in range(6)])
print(list(map(lambda x: x + 1, [1, 2])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(max(["pear", "fig", "banana"], key=len), min([3, 1, 2]), max(4, 9, 2))
print(list(zip([1, 2, 3], "abc")), dict(zip("ab", [1, 2])))
