def caesar(text, k):
    out = ""
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            out += chr((ord(ch) - base + k) % 26 + base)
        else:
            out += ch
    return out

def vigenere(text, key, decrypt=False):
    res = []
    i = 0
    for ch in text:
        if not ch.isalpha():
            res.append(ch)
            continue
        shift = ord(key[i % len(key)].lower()) - 97
        if decrypt:
            shift = -shift
        res.append(caesar(ch, shift))
        i += 1
    return ''.join(res)

def rle(s):
    if not s: return ""
    out, prev, n = "", s[0], 1
    for c in s[1:] + "\0":
        if c == prev:
            n += 1
        else:
            out += f"{n if n > 1 else ''}{prev}"
            prev, n = c, 1
    return out

def unrle(s):
    out, num = [], ""
    for c in s:
        if c.isdigit():
            num += c
        else:
            out.append(c * int(num or 1))
            num = ""
    return "".join(out)

def is_pal(s):
    t = [c.lower() for c in s if c.isalnum()]
    return t == t[::-1]

def anagrams(words):
    groups = {}
    for w in words:
        groups.setdefault("".join(sorted(w)), []).append(w)
    return [g for g in groups.values() if len(g) > 1]

msg = "Hello, World!"
print(caesar(msg, 3), caesar(caesar(msg, 3), -3) == msg, caesar("xyz", 29))
print(vigenere("Attack at dawn", "Lemon"), vigenere(vigenere("Attack at dawn", "Lemon"), "Lemon", True))
print(rle("aaabccd"), unrle(rle("aaabccd")), rle(""), unrle("12x"))
print(is_pal("A man, a plan, a canal: Panama"), is_pal("nope"))
print(anagrams("listen silent enlist google elgoog abc".split()))
print(sorted("The quick brown".split(), key=str.lower), " ".join(w[::-1] for w in "abc def".split()))
freq = {}
for c in "mississippi":
    freq[c] = freq.get(c, 0) + 1
print(freq, sorted(freq, key=lambda c: (-freq[c], c)))
b = bin(37)[2:].zfill(8)
print(b, int(b, 2), hex(255), oct(8), f"{37:08b}", "".join(str(int(x) ^ 1) for x in b))
