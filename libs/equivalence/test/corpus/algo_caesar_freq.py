import string
from collections import Counter, OrderedDict
from itertools import cycle, groupby, accumulate, product
def caesar(s, k):
    low, up = string.ascii_lowercase, string.ascii_uppercase
    tab = str.maketrans(low + up, low[k:] + low[:k] + up[k:] + up[:k])
    return s.translate(tab)
def xor(s, key):
    return bytes(a ^ b for a, b in zip(s.encode(), cycle(key.encode())))
def rle(s):
    return "".join(f"{len(list(g))}{c}" for c, g in groupby(s))
def unrle(s):
    out, n = [], ""
    for ch in s:
        if ch.isdigit():
            n += ch
        else:
            out.append(ch * int(n))
            n = ""
    return "".join(out)
enc = caesar("Hello, World!", 3)
print(enc, caesar(enc, -3 % 26))
print(xor("secret", "key").hex(), xor("secret", "key"))
print(rle("aaabbc"), unrle(rle("aaabbc")) == "aaabbc")
print(Counter("mississippi").most_common(), Counter("aab") - Counter("ab"))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4], max)), list(product("ab", [1, 2])))
def bits(n, width=8):
    return format(n, f"0{width}b")
print([bits(n, 4) for n in range(5)], bits(255), f"{10:#x} {10:o} {10:08b}")
morse = {"A": ".-", "B": "-...", "S": "...", "O": "---"}
rev = {v: k for k, v in morse.items()}
msg = " ".join(morse[c] for c in "SOS")
print(msg, "".join(rev[c] for c in msg.split(" ")))
od = OrderedDict([("z", 1), ("a", 2)])
od.move_to_end("z")
od["m"] = 3
print(list(od.items()), od.popitem(last=False))
def pig(w):
    for i, c in enumerate(w):
        if c in "aeiou":
            return w[i:] + w[:i] + "ay"
    return w + "ay"
print(" ".join(map(pig, "the quick brown fox my".split())))
def anagrams(ws):
    d = {}
    for w in ws:
        d.setdefault("".join(sorted(w)), []).append(w)
    return [v for v in d.values() if len(v) > 1]
print(anagrams(["eat", "tea", "tan", "ate", "nat", "bat"]))
print("%-10s|%5.1f%%" % ("done", 99.5), "tab\tsep".expandtabs(4), "a,b,,c".split(","), " x ".strip() + "|")
print("Title Case Me".swapcase(), "hello world".title(), "abc".zfill(5), "x".join(["1", "2"]), "a-b_c".replace("-", "_").split("_"))
