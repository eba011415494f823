ages = {"ann": 30, "bob": 25}
ages["cid"] = 41
print(ages, len(ages))
print(ages["ann"], ages.get("zed"), ages.get("zed", 0))
for key, value in ages.items():
    print(key, value)
print(list(ages), list(ages.keys()), list(ages.values()))
print("bob" in ages, "zed" in ages)
del ages["bob"]
ages.update({"dot": 1, "ann": 31})
print(ages, ages.pop("dot"), ages.setdefault("eve", 5), ages)
inverse = {v: k for k, v in ages.items()}
print(inverse)
print(sorted(ages.items(), key=lambda pair: pair[1]))
print({"a": 1, "b": 2} == {"b": 2, "a": 1})
