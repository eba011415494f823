import difflib
from difflib import SequenceMatcher, get_close_matches
s = SequenceMatcher(None, "abxcd", "abcd")
print(s.ratio(), s.get_matching_blocks(), s.get_opcodes(), s.find_longest_match(0, 5, 0, 4))
for tag, i1, i2, j1, j2 in SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes():
    print(f"{tag:7} a[{i1}:{i2}] b[{j1}:{j2}]")
print(get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), get_close_matches("zzz", ["a"]), get_close_matches("appel", ["ape", "apple"], n=1, cutoff=0.5))
print(round(SequenceMatcher(lambda x: x == " ", "private Thread currentThread;", "private volatile Thread currentThread;").ratio(), 3))
m = SequenceMatcher()
m.set_seqs("spam", "park")
print(m.ratio(), m.quick_ratio(), m.real_quick_ratio())
m.set_seq1("bark")
print(m.ratio(), m.find_longest_match(), m.find_longest_match().size)
for g in SequenceMatcher(None, "abcdefghijklmnop", "abcdefgXijklmnop").get_grouped_opcodes(2):
    print(g)
try:
    get_close_matches("a", ["b"], n=0)
except ValueError as e:
    print(e)
try:
    get_close_matches("a", ["b"], cutoff=2)
except ValueError as e:
    print(e)
