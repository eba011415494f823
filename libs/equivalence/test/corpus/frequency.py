from collections import Counter

text = "the quick brown the lazy the end quick"
counts = Counter(text.split())
print(counts, counts.most_common(2), counts["missing"])
letters = Counter("mississippi")
print(letters, sorted(letters.elements()), sum(letters.values()))
letters.update("sip")
letters["z"] += 2
print(letters.most_common(1), letters - Counter("ssss"), letters & Counter("pppp"))
print(Counter(a=1, b=2) + Counter(b=3), dict(Counter([1, 1, 2])), len(letters))
