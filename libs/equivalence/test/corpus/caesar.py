def shift(text, key):
    out = []
    for ch in text:
        if ch.isalpha() and ch.isascii():
            base = ord("A") if ch.isupper() else ord("a")
            out.append(chr((ord(ch) - base + key) % 26 + base))
        else:
            out.append(ch)
    return "".join(out)


secret = shift("Hello, Wörld!", 3)
print(secret, shift(secret, -3))
for k in (0, 13, 25, 27):
    print(k, shift("abc XYZ", k))
