import string

text = "Hello, World! It's 2024; isn't it?"
letters = [ch for ch in text if ch in string.ascii_letters]
print("".join(letters), sum(ch in string.punctuation for ch in text), sum(ch.isdigit() for ch in text))
table = str.maketrans("lo", "01", "!?")
print(text.translate(table))
print(string.digits, string.ascii_lowercase[:5], string.hexdigits[-6:])
print("-".join(c for c in string.ascii_uppercase[::5]), "a\tb\nc".split(), "one\ntwo\n\nthree".splitlines())
print("Hello".ljust(8, ".") + "|", "x".rjust(3) + "|", "%5.1f|%-6s|%03d|%+d|%x" % (3.14159, "ab", 7, 5, 255))
print("{} {1}".replace("1", "") .format("a", "b"), "{0}-{0}-{1}".format("x", 2), "{name}:{n:>4}".format(name="k", n=3))
print("abcabc".rfind("b"), "abc".endswith(("c", "d")), "a.b.c".rsplit(".", 1), "Abc".isupper(), "x y".istitle())
