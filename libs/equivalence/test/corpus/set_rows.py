"""Methods of sets with as many arguments as there are rows."""
print(set.intersection(*[{1, 2}, {2, 3}, {2}]), set().union(*[[1], [2]]))
sets = [set("abc"), set("bcd")]
print(sorted(set.union(*sets)), sorted(set.intersection(*sets)), sorted(sets[0].union(*sets[1:])))
print(sorted(set.intersection(*map(set, ["abc", "bcd", "ce"]))))
def common(*lists): return sorted(set.intersection(*(set(l) for l in lists)))
print(common([1, 2, 3], [2, 3, 4]), common([5]))
s = {1}
s.update(*[[2, 3], [4]])
print(s, s.difference(*[{1}, {2}]), s.intersection(*[[1, 2], [2]]), s)
s.difference_update(*[{1}, [2]])
print(s)
print(set().union(*({i, i * i} for i in range(10))), {1, 2}.union(*[]), set.union(*[{1}]))
print(set().union(*{"a": [1, 2], "b": [3]}.values()), set.union(*{"a": {1, 2}, "b": {3}}.values()))
a = {1, 2}
b = set.intersection(*[a])
b.add(9)
print(a, b)
try:
    set.intersection(*[])
except TypeError as e:
    print(e)
vals = []
try:
    set.union(*[x for x in [{1}] if len(x) > 3])
except TypeError as e:
    print(e)
words = ["hello", "yellow"]
print(len(set.union(*map(set, words))), sorted(set(words[0]).intersection(*words[1:])))
