names = ["ann", "bob", "cid"]
ages = [30, 25, 41]
for i, (name, age) in enumerate(zip(names, ages), start=1):
    print(i, name, age)
print(list(reversed(names)), list(enumerate("ab")), list(zip(names, ages, [True, False])))
print(dict(zip(names, ages)), list(map(str.upper, names)), list(map(lambda a, b: a * b, [1, 2], [3, 4])))
print(any(a > 40 for a in ages), all(n.islower() for n in names), sum(ages) / len(ages))
print(sorted(names, key=lambda n: n[-1]), min(ages), max(names), list(range(10, 0, -3)))
it = iter(names)
for n in it:
    print(n, next(it, "-"))
print(list(filter(None, [0, 1, "", 2])), [*range(3), *"ab"], {*[1, 1, 2]})
numbers = iter([1, 2, 3, 4, 5, 6])
print(list(zip(numbers, numbers)))
