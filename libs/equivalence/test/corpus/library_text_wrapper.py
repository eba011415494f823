import textwrap
from textwrap import TextWrapper

TEXT = "The quick  brown fox jumps over the lazy dog, and a-very-long-hyphenated-word follows\tit there."
w = TextWrapper(width=24)
print(w.wrap(TEXT))
print(w.fill(TEXT))
w.width = 16
w.initial_indent = "* "
w.subsequent_indent = "  "
print(w.fill(TEXT))
w.max_lines = 2
print(w.fill(TEXT))
w.placeholder = "..."
print(w.fill(TEXT), w.max_lines, w.width)
w.max_lines = None
w.break_on_hyphens = False
w.break_long_words = False
print(w.wrap(TEXT))
print(textwrap.TextWrapper(20, "> ", ". ", drop_whitespace=False).wrap(TEXT))
print(textwrap.TextWrapper(tabsize=4, replace_whitespace=False, expand_tabs=False).fill("a\tb\nc"))
print(TextWrapper().wrap(""), repr(TextWrapper().fill("")), TextWrapper().width, TextWrapper().tabsize)
for paragraph in ("one two three four", "five six"):
    print(textwrap.indent(TextWrapper(width=9).fill(paragraph), "  "))
try:
    TextWrapper(width=0).wrap("word")
except ValueError as error:
    print(error)
TextWrapper(width=5, max_lines=1, placeholder=" [......]").wrap("some words that are long")
