people = [("Ann", 31, 1.70), ("Bob", 25, 1.82), ("Cid", 31, 1.65), ("Dot", 25, 1.82)]
print(sorted(people, key=lambda p: p[1]))
print(sorted(people, key=lambda p: (-p[2], p[0])))
print(max(people, key=lambda p: p[2]), min(people, key=lambda p: (p[1], p[2])))
people.sort(key=lambda p: p[0], reverse=True)
print([name for name, _, _ in people])
by_age = {}
for name, age, _ in people:
    by_age.setdefault(age, []).append(name)
print(by_age, sorted(by_age))
words = ["banana", "kiwi", "apple", "fig"]
words.sort(key=len)
print(words, sorted(words, key=str.upper), sorted("hello"), sorted([3, 1, 2], reverse=True))
