"""Tables for `translate`: numbers, texts, None, and what `maketrans` makes of its arguments."""
import string

table = {ord("a"): ord("b"), ord("c"): None, ord("d"): "DD"}
print("abcd".translate(table), table)
print("a,b!c".translate({ord(c): None for c in string.punctuation}))
print("a,b!c".translate(dict.fromkeys(map(ord, ",!"))))
print("abc".translate({ord(c): ord(c) + 1 for c in "abc"}), "abc".translate({97: "x"}), "abc".translate({}))
print("a b\tc\n".translate({ord(c): ord(" ") for c in string.whitespace}).split())
print(str.maketrans("ab", "cd"), str.maketrans("a", "b", "cd"), str.maketrans({"a": "b", 99: None, "d": 100} if False else {"a": "b"}))
print(str.maketrans({"h": "J", "l": None, "o": 48}), str.maketrans({104: 74, 108: 76}))
print("hello".translate(str.maketrans({"h": "J", "l": None, "o": 48})))
print("hello".translate(str.maketrans({"h": "J", "l": "LL"})), "hello".translate(str.maketrans("el", "ip")))
changing = str.maketrans("abc", "xyz")
changing[ord("q")] = ord("Q")
print("aqua".translate(changing), changing[97], chr(changing[98]), len(changing))
rot13 = str.maketrans(
    string.ascii_letters,
    string.ascii_lowercase[13:] + string.ascii_lowercase[:13] + string.ascii_uppercase[13:] + string.ascii_uppercase[:13],
)
print("Hello, World".translate(rot13), "Hello, World".translate(rot13).translate(rot13))
vowels = str.maketrans("", "", "aeiou")
print([word.translate(vowels) for word in ["alpha", "beta", "gamma"]], vowels)
complement = {"A": "T", "T": "A", "C": "G", "G": "C"}
print("GATTACA".translate(str.maketrans(complement))[::-1], "gattaca".upper().translate({ord(k): v for k, v in complement.items()}))
for make in (lambda: str.maketrans("ab", "c"), lambda: str.maketrans({"ab": "c"})):
    try:
        print(make())
    except ValueError as error:
        print(error)
try:
    print("x".translate({120: 0x110000}))
except ValueError as error:
    print(error)
by = bytes.maketrans(b"abc", b"xyz")
print(b"aabbccd".translate(by), b"hello".translate(None, b"l"), b"hello".translate(by, b"l"), b"hello".translate(None, b"eh"), len(by))
print(bytearray(b"abc").translate(by))
for short in (b"", b"ab"):
    try:
        print(b"abc".translate(short))
    except ValueError as error:
        print(error)
try:
    bytes.maketrans(b"ab", b"c")
except ValueError as error:
    print(error)
