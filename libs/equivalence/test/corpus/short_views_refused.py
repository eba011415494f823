d = {"x": [1, 2]}
try:
    print(d.items() == {("x", (1, 2))})
except TypeError as error:
    print(error)
