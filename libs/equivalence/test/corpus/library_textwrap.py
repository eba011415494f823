import textwrap, string
s = "The quick brown fox, well-known, jumps over   the lazy dog.\n\nNew paragraph\twith tab; supercalifragilisticexpialidocious end"
for w in (5, 10, 20, 33, 70): print(textwrap.wrap(s, w))
print(textwrap.fill(s, 25, break_long_words=False)); print(textwrap.wrap("", 5), textwrap.wrap("   ", 5), textwrap.shorten("hello world foo", 11), textwrap.shorten("hello", 3, placeholder="") if False else "", textwrap.shorten(s, 40, placeholder="~"))
try: textwrap.wrap("x y", 0)
except ValueError as e: print(e)
print(repr(textwrap.dedent("  a\n   b\n\n  c\n")), repr(textwrap.dedent("\ta\n  b")), repr(textwrap.dedent("    x\n  \n    y")), repr(textwrap.indent(" a\n\n  \nb", "--")), textwrap.wrap("a-b c--d e-", 3), textwrap.wrap("hello-world-foo", 8, break_on_hyphens=False))
print(textwrap.wrap(s, 30, initial_indent="> ", subsequent_indent="  ", max_lines=2), textwrap.fill("a b c d", 3, drop_whitespace=False))
