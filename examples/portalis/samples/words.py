"""Counts the words of standard input, the commonest first."""
import sys
from collections import Counter

words = Counter()
lines = 0
for line in sys.stdin:
    lines += 1
    for word in line.lower().split():
        word = word.strip(".,;:!?\"'()")
        if word:
            words[word] += 1
print(f"{lines} lines, {sum(words.values())} words, {len(words)} different")
for word, count in sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:5]:
    print(f"{word:<12}{count:>4}")
