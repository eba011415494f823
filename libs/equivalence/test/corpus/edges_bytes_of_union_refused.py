items = [1, 2]
items.append("x")
print(bytes(items[:2]))
