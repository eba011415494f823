import type { Diagnostic } from "./diagnostics.js";

/** What to do instead, by what a construct is refused for; the first that fits counts. */
const WAYS: readonly (readonly [RegExp, string])[] = [
  [/begins anew/, "make a list of it, and unpack that"],
  [/starred|\*\*|this many|two dictionaries of arguments/, "name the arguments one by one"],
  [
    /^(threading|_thread|concurrent|multiprocessing)\b/,
    "call the functions one after another: the program runs in one thread",
  ],
  [/worked out|added in a loop or a branch/, "write it out in the source, so that it is known before the program runs"],
  [
    /may be no|what is no|may be something else|several (types|kinds)|in a union|of another type|other than one/,
    "make it a value of one type first: convert it, or ask isinstance",
  ],
  [/as a value|of a function|of this function value|of a lambda/, "write a function that does it, and use that"],
  [
    /^(the )?(asdict|astuple|replace|fields|dataclass|field\(|namedtuple|a named tuple|named tuples)/,
    "write the class and what it needs as methods",
  ],
  [/decorat/, "write the decorated behaviour into the function itself"],
  [
    /class body|base classes|class statement|name is bound twice/,
    "write the class out plainly, under a name of its own",
  ],
  [/^an? (bytes|text|format)|format/, "make the text with an f-string"],
  [/that nothing binds/, "import it from where it is, or define it"],
  [/import/, "import the names one by one, at the top of the module"],
  [
    /arguments?|parameter|number of|without (a|data)|this (k|n|count|indent|key)\b|these (bounds|flags|items)|with (None|a key)/,
    "call it in its plain form, with the arguments one by one",
  ],
  [/^(del|setting|assignment|augmented assignment)/, "make a new value and assign that"],
  [/attribute|__\w+__|^(\.|super\(\))/, "give the class a method of its own for it"],
  [/(class|mapping) pattern|^Match/, "write it as if and elif"],
  [/^[^\w\s]+=? of |^(unary|order of|in of|comparison|arithmetic|the order)/, "convert both sides to one type first"],
  [
    /\b(of|over) (this|these|such)\b|of this (type|value)|^(int|float|copy|deepcopy|iteration)\b/,
    "make a list, a dictionary or a plain value of it first",
  ],
];

/** A module's name before a dot, as `os` in `os.fork`. */
const MEMBER = /^([a-z_]\w*(?:\.[a-z_]\w*)*)\.(\w+)/;

/** What somebody may do whose program has a construct that is refused. */
export function suggestionFor(construct: string, code: Diagnostic["code"]): string {
  if (code === "syntax") return "it is read as Python 3.11 reads it: run it with python3 first";
  const way = WAYS.find(([pattern]) => pattern.test(construct));
  if (way) return way[1];
  const member = MEMBER.exec(construct);
  if (member) return `docs/translate-support.md lists what there is of ${member[1]}`;
  return "write this part with what docs/translate-support.md lists";
}
