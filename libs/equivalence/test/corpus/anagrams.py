from collections import defaultdict


def group(words):
    groups = defaultdict(list)
    for word in words:
        groups["".join(sorted(word))].append(word)
    return [sorted(g) for g in groups.values() if len(g) > 1]


print(group("listen silent enlist google elgoog abc cab dog".split()))
counts = defaultdict(int)
for ch in "hello":
    counts[ch] += 1
print(dict(counts), counts["zzz"], len(counts))
