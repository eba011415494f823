"""Characters by their names."""

name = "x"
print("\N{GREEK SMALL LETTER ALPHA} \N{bullet} a\N{EM DASH}b \N{LATIN SMALL LETTER E WITH ACUTE}\N{LATIN CAPITAL LETTER Z}")
print(f"{name}\N{DEGREE SIGN} x" if False else f"{name}\N{DEGREE SIGN}", "\\N{BULLET}", len("\N{ROCKET}"))
print("\N{GREEK CAPITAL LETTER OMEGA}" == "Ω", ord("\N{GREEK SMALL LETTER LAMDA}"), "\N{SNOWMAN}" in "☃", '\N{INFINITY}')
print("""one \N{RIGHTWARDS ARROW}
two \\\N{CHECK MARK}""")
