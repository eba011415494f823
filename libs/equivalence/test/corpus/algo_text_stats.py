import string
from collections import Counter
TEXT = """The quick brown fox jumps over the lazy dog.
The dog sleeps; the fox runs away! "Why?" asked nobody, ever."""
def words(text):
    table = str.maketrans("", "", string.punctuation)
    return [w.translate(table).lower() for w in text.split()]
def histogram(counts, width=20):
    top = max(counts.values())
    for word, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:5]:
        bar = "#" * int(n / top * width)
        print(f"{word:<8}{n:>3} {bar}")
ws = words(TEXT)
c = Counter(ws)
print(c.most_common(3), len(c), sum(c.values()))
histogram(c)
longest = max(ws, key=len)
print(longest, sorted(set(map(len, ws))))
by_len = {}
for w in ws:
    by_len.setdefault(len(w), []).append(w)
for k in sorted(by_len):
    print(k, by_len[k])
print(" ".join(w.capitalize() for w in ws[:5]))
lines = TEXT.splitlines()
for i, line in enumerate(lines, 1):
    print(f"{i:02d}: {line[:20]!r}... ({len(line)} chars)")
vowels = {v: TEXT.lower().count(v) for v in "aeiou"}
print(vowels, max(vowels, key=vowels.get))
acr = "".join(w[0].upper() for w in "portable network graphics".split())
print(acr, acr[::-1], acr.swapcase(), acr.isupper())
is_pal = lambda s: (t := [ch.lower() for ch in s if ch.isalnum()]) == t[::-1]
print(is_pal("A man, a plan, a canal: Panama"), is_pal("nope"))
