from itertools import tee, zip_longest, starmap, filterfalse, product
print(list(zip_longest([1,2,3], "ab", fillvalue="-")), list(zip_longest([1], [2,3], [4,5,6])), list(zip_longest([1,2],[3])), list(zip_longest("ab", [1, 2, 3], (x for x in [True]), fillvalue=0)))
a, b, c = tee([1,2,3], 3); print(list(a), list(b), next(c))
print(list(product("ab", "cd", repeat=2))[:3], len(list(product([1, 2], [3, 4], repeat=3))), list(product([1,2],[3],[4,5],[6])), list(product([1, 2], [3], repeat=0)))
print(list(starmap(pow, [(2,3),(3,2)])), list(starmap(lambda a,b,c: a+b*c, [(1,2,3), (4,5,6)])), list(filterfalse(None, [0,1,2,0])), list(starmap(lambda x: x * 2, [(1,), (2,)])))
for row in zip_longest([1, 2], ["a"]): print(row[0], row[1])
