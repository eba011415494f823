"""Texts as bytes, by the names of encodings and what becomes of what they cannot say."""

for text in ("abc", "ÀB€", "😀k", ""):
    for name in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "UTF_16_BE", "utf-32", "utf-32-be", "utf8", "nope", "L1"):
        for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace"):
            try:
                data = text.encode(name, errors)
                print(name, errors, data, data.decode(name) if errors != "strict" else data.decode(name) == text)
            except (UnicodeError, LookupError) as e:
                print(name, errors, type(e).__name__, e)
print("é".encode(errors="ignore"), "é".encode("ascii", errors="replace"), "é".encode(encoding="latin-1"), b"\xff\xfea\x00".decode("utf-16"))
for h in ("00ff", "0", "a b", "zz", "DEAD beef", " 12\n34 ", "1", "12 3"):
    try:
        print(bytes.fromhex(h))
    except ValueError as e:
        print(e)
print(bytes([]), bytes(list()), bytearray([]), bytes(()))
try:
    "é".encode("ascii", "bogus")
except LookupError as e:
    print(e)
