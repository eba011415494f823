d = {"x": (1, 2)}
print(d.items() == {("x", (1, 2))})
