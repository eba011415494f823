/** Characters by Unicode's names of them, of which there is no table to ask: those that texts are written with. */

const NAMED = new Map(
  `
2022 BULLET
2014 EM DASH
2013 EN DASH
2026 HORIZONTAL ELLIPSIS
b0 DEGREE SIGN
20ac EURO SIGN
a3 POUND SIGN
a5 YEN SIGN
a2 CENT SIGN
a9 COPYRIGHT SIGN
ae REGISTERED SIGN
2122 TRADE MARK SIGN
a7 SECTION SIGN
b5 MICRO SIGN
b7 MIDDLE DOT
a0 NO-BREAK SPACE
ad SOFT HYPHEN
b1 PLUS-MINUS SIGN
d7 MULTIPLICATION SIGN
f7 DIVISION SIGN
221e INFINITY
221a SQUARE ROOT
2211 N-ARY SUMMATION
222b INTEGRAL
2208 ELEMENT OF
2260 NOT EQUAL TO
2264 LESS-THAN OR EQUAL TO
2265 GREATER-THAN OR EQUAL TO
2248 ALMOST EQUAL TO
2261 IDENTICAL TO
2200 FOR ALL
2203 THERE EXISTS
2205 EMPTY SET
2212 MINUS SIGN
2190 LEFTWARDS ARROW
2192 RIGHTWARDS ARROW
2191 UPWARDS ARROW
2193 DOWNWARDS ARROW
2194 LEFT RIGHT ARROW
21d2 RIGHTWARDS DOUBLE ARROW
2713 CHECK MARK
2714 HEAVY CHECK MARK
2717 BALLOT X
2715 MULTIPLICATION X
2605 BLACK STAR
2606 WHITE STAR
2665 BLACK HEART SUIT
2660 BLACK SPADE SUIT
2663 BLACK CLUB SUIT
2666 BLACK DIAMOND SUIT
2603 SNOWMAN
2744 SNOWFLAKE
2764 HEAVY BLACK HEART
26a0 WARNING SIGN
263a WHITE SMILING FACE
25a0 BLACK SQUARE
25a1 WHITE SQUARE
25cf BLACK CIRCLE
25cb WHITE CIRCLE
2588 FULL BLOCK
2591 LIGHT SHADE
2500 BOX DRAWINGS LIGHT HORIZONTAL
2502 BOX DRAWINGS LIGHT VERTICAL
2018 LEFT SINGLE QUOTATION MARK
2019 RIGHT SINGLE QUOTATION MARK
201c LEFT DOUBLE QUOTATION MARK
201d RIGHT DOUBLE QUOTATION MARK
df LATIN SMALL LETTER SHARP S
e6 LATIN SMALL LETTER AE
f8 LATIN SMALL LETTER O WITH STROKE
2126 OHM SIGN
212b ANGSTROM SIGN
212a KELVIN SIGN
b2 SUPERSCRIPT TWO
bd VULGAR FRACTION ONE HALF
301 COMBINING ACUTE ACCENT
300 COMBINING GRAVE ACCENT
308 COMBINING DIAERESIS
303 COMBINING TILDE
327 COMBINING CEDILLA
302 COMBINING CIRCUMFLEX ACCENT
200b ZERO WIDTH SPACE
200d ZERO WIDTH JOINER
1f600 GRINNING FACE
1f680 ROCKET
2728 SPARKLES
1f389 PARTY POPPER
1f525 FIRE
1f40d SNAKE
3c2 GREEK SMALL LETTER FINAL SIGMA`
    .trim()
    .split("\n")
    .map((line): [string, string] => {
      const [code = "", ...words] = line.split(" ");
      return [words.join(" "), String.fromCodePoint(Number.parseInt(code, 16))];
    }),
);

const GREEK =
  "ALPHA BETA GAMMA DELTA EPSILON ZETA ETA THETA IOTA KAPPA LAMDA MU NU XI OMICRON PI RHO . SIGMA TAU UPSILON PHI CHI PSI OMEGA".split(
    " ",
  );

const MARKS: Readonly<Record<string, string>> = {
  ACUTE: "\u0301",
  GRAVE: "\u0300",
  CIRCUMFLEX: "\u0302",
  TILDE: "\u0303",
  DIAERESIS: "\u0308",
  "RING ABOVE": "\u030a",
  CEDILLA: "\u0327",
  CARON: "\u030c",
  MACRON: "\u0304",
};

const LETTER = /^(GREEK|LATIN) (SMALL|CAPITAL) LETTER ([A-Z]+)(?: WITH (.+))?$/;

/** The character of a name, in whatever case it is written; nothing if it is not known here. */
function characterNamed(given: string): string | undefined {
  const name = given.toUpperCase();
  const known = NAMED.get(name);
  const [, script, size, letter = "", mark] = LETTER.exec(name) ?? [];
  if (known !== undefined || script === undefined) return known;
  if (script === "GREEK") {
    const at = mark ? -1 : GREEK.indexOf(letter);
    return at < 0 ? undefined : String.fromCodePoint((size === "SMALL" ? 0x3b1 : 0x391) + at);
  }
  if (letter.length !== 1) return undefined;
  const plain = size === "SMALL" ? letter.toLowerCase() : letter;
  if (mark === undefined) return plain;
  const whole = MARKS[mark] && `${plain}${MARKS[mark]}`.normalize("NFC");
  return whole?.length === 1 ? whole : undefined;
}

const ESCAPE = /(?<!\\)((?:\\\\)*)\\N\{([A-Za-z0-9 -]+)\}/g;
const WITHOUT_ESCAPES = /\b(?:[rR][bBfF]?|[bBfF][rR]|[bB])(?:["'][^\n]*\\N\{|"""|''')/;

/** A source with the characters that it names by their numbers; as it is where some of its texts have no escapes. */
export function withNumbers(source: string): string {
  if (!source.includes("\\N{") || WITHOUT_ESCAPES.test(source)) return source;
  return source.replace(ESCAPE, (all, before: string, name: string) => {
    const code = characterNamed(name)?.codePointAt(0);
    return code === undefined ? all : `${before}\\U${code.toString(16).padStart(8, "0")}`;
  });
}
