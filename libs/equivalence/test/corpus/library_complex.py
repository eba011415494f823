"""Complex numbers and cmath; wrapping text."""
import cmath
import textwrap

z = 3 + 4j
w = complex(1, -2)
print(z, w, z + w, z - w, z * w, z / w, z**2, z**0.5, -z, abs(z), z.real, z.imag, z.conjugate(), z == w, z == 3 + 4j, 2j, -1j, complex(0, -0.0), complex("1+2j"), complex(" -3.5j "), complex(2), 1j * 1j)
print(z + 1, 2 * z, 1.5 - z, z / 2, 1 / w, (1 + 0j) == 1, {1 + 2j: "k"}[complex(1, 2)], [z, w], f"{z}", f"{z:.2f}", repr(1e20j), str(complex(1.5, 0)), bool(0j), z != 3)
print(cmath.sqrt(-4), cmath.sqrt(3 + 4j), cmath.phase(-1), cmath.polar(1j), cmath.rect(2, 0), cmath.exp(0), cmath.isclose(cmath.exp(1j * cmath.pi), -1, abs_tol=1e-12), cmath.log(1))
try:
    print(z / 0)
except ZeroDivisionError as error:
    print(error)


def roots(a, b, c):
    d = cmath.sqrt(b * b - 4 * a * c)
    return (-b + d) / (2 * a), (-b - d) / (2 * a)


def escape(c, limit=50):
    x = 0j
    for n in range(limit):
        x = x * x + c
        if abs(x) > 2:
            return n
    return limit


print(roots(1, 2, 5), roots(1, -3, 2), [escape(complex(re / 4, im / 4)) for im in range(-2, 3) for re in range(-4, 2)])
total = 0j
for k in range(4):
    total += 1j**k
print(total, sum([1j, 2, 3.5]))

text = "The quick brown fox jumped over the lazy dog; a well-known sentence with a-very-long-hyphenated-word and supercalifragilisticexpialidocious -- and more."
for line in textwrap.wrap(text, 30):
    print(repr(line))
print(textwrap.fill(text, width=40, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 50), textwrap.shorten("Hello  world!", width=12), textwrap.shorten("Hello world", width=10, placeholder="..."))
print(textwrap.wrap("aaaaaaaaaa bb", 4, break_long_words=False), textwrap.wrap("one-two three-four", 6), textwrap.wrap("one-two three-four", 6, break_on_hyphens=False), textwrap.wrap("", 5), textwrap.wrap(text, 40, max_lines=2))
print(textwrap.dedent("""
    first
      second

    third
    """))
print(textwrap.indent("a\n\nb\n", "> "), textwrap.fill("x\ty\nz", 20), textwrap.wrap("tab\there   wide  spaces", 12))
