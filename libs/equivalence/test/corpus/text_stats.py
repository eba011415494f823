import string
from collections import Counter, defaultdict

TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom... it was the age of foolishness!
"""

def words(text):
    table = str.maketrans("", "", string.punctuation)
    return text.translate(table).lower().split()

def ngrams(seq, n):
    return [tuple(seq[i:i + n]) for i in range(len(seq) - n + 1)]

ws = words(TEXT)
print(len(ws), len(set(ws)))
c = Counter(ws)
print(c.most_common(4))
for w, n in sorted(c.items(), key=lambda x: (-x[1], x[0]))[:5]:
    print(f"{w:<8}|{'*' * n:>6}|{n:3d}")
bi = Counter(ngrams(ws, 2))
print(bi.most_common(2))
by_len = defaultdict(set)
for w in ws:
    by_len[len(w)].add(w)
for k in sorted(by_len):
    print(k, sorted(by_len[k]))
print(max(by_len, key=lambda k: len(by_len[k])))
longest = max(ws, key=len)
print(longest, longest.capitalize(), longest[::-1])
avg = sum(map(len, ws)) / len(ws)
print(f"{avg:.3f}")
lines = TEXT.strip().split("\n")
print([len(l) for l in lines], lines[0].title())
index = {}
for i, line in enumerate(lines, 1):
    for w in words(line):
        index.setdefault(w, []).append(i)
print({w: l for w, l in index.items() if len(l) == 1})
vowels = sum(ch in "aeiou" for ch in TEXT.lower())
print(vowels, TEXT.count("was"), TEXT.find("age"))
