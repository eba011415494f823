"""Normal forms, categories and combining classes."""
import re
import unicodedata


def slug(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def without_marks(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def codes(text):
    return " ".join(f"{ord(c):x}" for c in text)


print(slug("Crème Brûlée à la Française!"), slug("Ångström — ﬁne ½ №5"), without_marks("Żółć Đặng naïve"))
samples = ["\u00e9", "e\u0301", "\u1e9b\u0323", "\u212b", "\ufb01", "\u2460", "\uac00\u1100\u1161\u11a8", "\ud55c\uae00", "a\u0315\u0300\u05ae\u0300b",
           "\u0958", "\u2126", "\u00bd", "\uff21\uff42", "\u0344", "q\u0307\u0323", "\u1100\u1161\u11a7", "\u0071\u0323\u0307\u0301", "\u1e0b\u0323", "\u03d3\u038e", "plain"]
for text in samples:
    print(codes(text), "|", " | ".join(codes(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")))
print([unicodedata.is_normalized("NFC", text) for text in samples])
print([(c, unicodedata.category(c)) for c in "aA1 .,-_(\u00e9\u4e2d\u0301$+^\n\u2028\u20ac\ue000\U0001f600\U0010ffff"])
print([unicodedata.combining(c) for c in "a\u0301\u0327\u05b0\u3099\U0001d165"])
print(sum(unicodedata.category(chr(c)).startswith("L") for c in range(0x3000)), "\u00e9" == unicodedata.normalize("NFC", "e\u0301"))
for work in (lambda: unicodedata.normalize("NFX", "a"), lambda: unicodedata.category("ab"), lambda: unicodedata.category("")):
    try:
        print(work())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
