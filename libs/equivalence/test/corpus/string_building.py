def histogram(values):
    lines = []
    for i, v in enumerate(values):
        lines.append(str(i).rjust(3) + " | " + "#" * v + " " + str(v))
    return "\n".join(lines)


print(histogram([3, 0, 7, 2]))
out = ""
for i in range(20):
    out += chr(ord("a") + i % 26)
    if i % 5 == 4:
        out += "-"
print(out, len(out))
print("é日本".encode(), b"abc".decode(), "ß".upper(), len("日本語"))
print(repr("it's"), repr('say "hi"'), repr("tab\tnew\n"), repr("\x00\x7f\u200b"))
print("a-b_c".split("-"), "a  b".split(" "), "x=1=2".split("=", 1), "abc".partition("b"))
print("hello world".capitalize(), "Hello".center(11, "*"), "7".zfill(3), "abc".isalpha(), "12".isdigit())
