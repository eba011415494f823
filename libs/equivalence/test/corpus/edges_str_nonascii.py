s = "naïve café 日本語 😀 ÀÉ"
print(len(s), s[0], s[-1], s[2], s[-4], s[::-1], s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize())
print(s.find("日"), s.index("😀"), s.count("é"), s.split(), s.replace("é", "e"), s.encode("utf-8")[:6], len(s.encode()))
print([c for c in s if ord(c) > 127], {c: ord(c) for c in "é日😀"}, sorted("zéa日"), "é" < "z", "é" == "e\u0301", max(s))
print("日本".center(6, "*"), "日本".ljust(4) + "|", f"{'日本':>5}|{'é':^3}|", "日本" in s, s.partition("語"))
print("ß".upper(), "ŉ".upper(), "ǆ".title(), "Σ".lower(), "ΑΣ".lower(), "ﬁ".upper(), "İ".lower(), len("İ".lower()), "ı".upper())
print("²".isdigit(), "²".isdecimal(), "²".isnumeric(), "½".isnumeric(), "٣".isdigit(), int("٣"), "Ⅷ".isnumeric(), "é".isalpha(), "日".isalnum(), "é".isidentifier(), "\u00a0".isspace(), "\u3000x".strip() + "|")
print(repr("é\u0301"), ascii("日本é😀"), "😀".encode("utf-8"), "é".encode("latin-1"), bytes("é", "utf8").decode("utf8"))
try:
    "é".encode("ascii")
except UnicodeEncodeError as e:
    print(e)
try:
    b"\xff".decode()
except UnicodeDecodeError as e:
    print(e)
print("a\u2028b\x0bc\x85d".splitlines(), "x\u3000y".split(), "Ünïcödé".casefold(), "straße".casefold() == "STRASSE".casefold())
for i, c in enumerate("aé日"): print(i, c, end=" ")
print()
print("é" * 3, "-".join("日本語"), "%5s|%-5s|" % ("é", "日"), "日本語"[1:], "😀😁"[1], list("e\u0301"))
