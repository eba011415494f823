import unicodedata

CHARS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def text(name, doc, words):
    print(f'/// {doc}\npub(crate) static {name}: &str = "\\')
    line = ""
    for word in words:
        if len(line) + len(word) > 117:
            print(line + "\\")
            line = ""
        line += word
    print(line + '";\n')


def runs(value):
    """How many characters in a row have a value, over all of them."""
    out, last, count = [], None, 0
    for c in CHARS:
        now = value(chr(c))
        if now != last and count:
            out.append((count, last))
            count = 0
        last = now
        count += 1
    return out + [(count, last)]


print("//! Normal forms, classes and categories of characters as Python 3.11 (Unicode 14) has them.")
print("//! Generated from Python's own answers by `scripts/unicode-forms.py`.\n")
entries, last = [], 0
for c in CHARS:
    said = unicodedata.decomposition(chr(c))
    if not said or 0xAC00 <= c < 0xD7A4:
        continue
    *tag, = [word for word in said.split() if word.startswith("<")]
    parts = [word for word in said.split() if not word.startswith("<")]
    whole = "".join(chr(int(word, 16)) for word in parts)
    mark = "~" if tag else "=" if unicodedata.normalize("NFC", whole) == chr(c) else "!"
    entries.append(f"{c - last:x}{mark}{'.'.join(f'{int(word, 16):x}' for word in parts)};")
    last = c
text("FORMS", "How far from the one before, how it is taken apart (`=` and together again, `!` for good, `~` by likeness), and into what.", entries)
text("CLASSES", "Combining classes: how many characters in a row, and of which.", [f"{n:x},{v};" for n, v in runs(unicodedata.combining)])
text("CATEGORIES", "Categories: how many characters in a row, and of which.", [f"{n:x}{v}" for n, v in runs(unicodedata.category)])
