items = [5, 3, 9, 1]
items.append(7)
items.extend([2, 8])
items.insert(1, 100)
print(items, len(items))
items.remove(100)
print(items.pop(), items.pop(0), items)
items.sort()
print(items, items.index(7), items.count(3))
items.reverse()
print(items, sorted(items), sorted(items, reverse=True))
items[1:3] = [0, 0, 0]
print(items)
del items[0]
del items[::2]
print(items, items * 2, items + [1])
copy = items[:]
copy.append(99)
print(items, copy, items == copy, items < copy)
items.clear()
print(items, not items)
