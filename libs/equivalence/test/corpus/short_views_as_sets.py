d = {"h": 1}
print("h" in d.keys(), d.items() >= {("h", 1)})
a = {"x": [1]}; b = {"x": [1], "y": 2}
print(a.items() == {"x": [1]}.items(), a.keys() <= b.keys(), a.keys() == {"x"}, {"x": 1}.items() <= {("x", 1), ("y", 2)}, a.items() == b.items())
print({"x": 1}.items() == {("x", 1)}, {"x": 1}.keys() != {"y"}, {}.keys() == set())
