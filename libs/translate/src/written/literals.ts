/** `ast.literal_eval`, and `eval` of what has no names in it, as Python: other texts end the program. */
export const LITERALS = `
_LEVELS = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["//", "*", "/", "%"]]
_COMPARES = ["==", "!=", "<=", ">=", "<", ">"]


def _made(sign, a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        if sign == "+":
            return a + b
        if sign == "-":
            return a - b
        if sign == "*":
            return a * b
        if sign == "/":
            return a / b
        if sign == "//":
            return a // b
        if sign == "%":
            return a % b
        if sign == "**":
            return _power(a, b)
        if isinstance(a, int) and isinstance(b, int):
            return _bits(sign, a, b)
    if isinstance(a, str) and isinstance(b, str) and sign == "+":
        return a + b
    if isinstance(a, str) and isinstance(b, int) and sign == "*":
        return a * b
    if isinstance(a, list) and isinstance(b, list) and sign == "+":
        return a + b
    __limit__("what this operator makes of what is in a text that is evaluated")


def _power(a, b):
    if isinstance(a, int) and isinstance(b, int):
        return a ** b if b >= 0 else float(a) ** b
    if a < 0 and b != int(b):
        __limit__("a complex number in a text that is evaluated")
    return float(a) ** float(b)


def _bits(sign, a, b):
    if isinstance(a, bool) and isinstance(b, bool):
        __limit__("bits of truths in a text that is evaluated")
    if sign == "|":
        return a | b
    if sign == "^":
        return a ^ b
    if sign == "&":
        return a & b
    return a << b if sign == "<<" else a >> b


def _turned(sign, a):
    if isinstance(a, (int, float)):
        if sign == "-":
            return -a
        if sign == "+":
            return +a
        if isinstance(a, int):
            return ~a
    __limit__("what this sign makes of what is in a text that is evaluated")


def _compared(sign, a, b):
    if sign == "==":
        return a == b
    if sign == "!=":
        return a != b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        if sign == "<":
            return a < b
        if sign == "<=":
            return a <= b
        return a > b if sign == ">" else a >= b
    if isinstance(a, str) and isinstance(b, str):
        if sign == "<":
            return a < b
        if sign == "<=":
            return a <= b
        return a > b if sign == ">" else a >= b
    __limit__("an order of what is in a text that is evaluated")


class _Reader:
    """Reads a text twice: dry, for its faults, and once more for what it comes to."""

    def __init__(self, text, is_literal):
        self.text = text
        self.at = 0
        self.is_literal = is_literal
        self.is_dry = True
        self.brackets = ""
        self.odd = ""

    def read(self):
        self.whole()
        if self.odd:
            raise ValueError(f"malformed node or string on line 1: <ast.{self.odd} object at 0x7f0000000000>")
        self.at = 0
        self.is_dry = False
        return self.whole()

    def fault(self, what="invalid syntax"):
        if self.brackets:
            if self.peek():
                __limit__("a fault between brackets in a text that is evaluated")
            what = f"'{self.brackets[-1]}' was never closed"
        file = "unknown" if self.is_literal else "string"
        raise SyntaxError(f"{what} (<{file}>, line {1 if self.text else 0})")

    def only_eval(self, node):
        if self.is_literal and not self.odd:
            self.odd = node

    def peek(self):
        while self.at < len(self.text) and (self.text[self.at] in " \\t\\f" or self.brackets and self.text[self.at] in "\\r\\n"):
            self.at += 1
        return self.text[self.at:self.at + 1]

    def takes(self, sign):
        self.peek()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def word(self):
        self.peek()
        end = self.at
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
            end += 1
        return self.text[self.at:end]

    def takes_word(self, word):
        if self.word() != word:
            return False
        self.at += len(word)
        return True

    def whole(self):
        value = self.several("")
        if self.text[self.at:].strip():
            c = self.peek()
            if c in "#;:=\\n\\r":
                __limit__("this sign in a text that is evaluated")
            if c in ")]}":
                self.fault(f"unmatched '{c}'")
            self.fault()
        return value

    def several(self, closing):
        first = self.choice()
        if self.peek() != ",":
            return first
        items = [first]
        while self.takes(","):
            if self.peek() == closing:
                break
            items.append(self.choice())
        return tuple(items)

    def choice(self):
        value = self.either()
        if self.word() == "if":
            __limit__("a choice in a text that is evaluated")
        return value

    def either(self):
        value = self.both()
        while self.takes_word("or"):
            self.only_eval("BoolOp")
            was = self.is_dry
            self.is_dry = was or bool(value)
            other = self.both()
            if not self.is_dry:
                value = other
            self.is_dry = was
        return value

    def both(self):
        value = self.negation()
        while self.takes_word("and"):
            self.only_eval("BoolOp")
            was = self.is_dry
            self.is_dry = was or not value
            other = self.negation()
            if not self.is_dry:
                value = other
            self.is_dry = was
        return value

    def negation(self):
        if not self.takes_word("not"):
            return self.comparison()
        self.only_eval("UnaryOp")
        value = self.negation()
        return value if self.is_dry else not value

    def comparison(self):
        left = self.binary(0)
        sign = self.compare_sign()
        if not sign:
            return left
        self.only_eval("Compare")
        holds = True
        was = self.is_dry
        while sign:
            self.is_dry = was or not holds
            right = self.binary(0)
            if not self.is_dry:
                holds = _compared(sign, left, right)
            left = right
            sign = self.compare_sign()
        self.is_dry = was
        return holds

    def compare_sign(self):
        if self.word() in ("in", "is", "not"):
            __limit__("a test with words in a text that is evaluated")
        return self.sign_of(_COMPARES)

    def sign_of(self, signs):
        self.peek()
        for sign in signs:
            if self.text.startswith(sign, self.at) and not (sign == "*" and self.text.startswith("**", self.at)):
                self.at += len(sign)
                return sign
        return ""

    def binary(self, level):
        if level == len(_LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        sign = self.sign_of(_LEVELS[level])
        while sign:
            self.only_eval("BinOp")
            right = self.binary(level + 1)
            if not self.is_dry:
                left = _made(sign, left, right)
            sign = self.sign_of(_LEVELS[level])
        return left

    def unary(self):
        sign = self.sign_of(["-", "+", "~"])
        if not sign:
            return self.power()
        c = self.peek()
        if c == "(" and self.is_literal:
            __limit__("a sign before brackets in a text that is evaluated")
        value = self.unary()
        if sign == "~" or c not in "0123456789.":
            self.only_eval("UnaryOp")
        return value if self.is_dry else _turned(sign, value)

    def power(self):
        base = self.atom()
        if not self.takes("**"):
            return base
        self.only_eval("BinOp")
        exponent = self.unary()
        return base if self.is_dry else _made("**", base, exponent)

    def atom(self):
        c = self.peek()
        if c == "":
            self.fault()
        if c in "([{":
            return self.bracket(c)
        if c in "\\"'":
            return self.texts()
        if c in "0123456789" or c == "." and self.text[self.at + 1:self.at + 2] in "0123456789":
            return self.number()
        word = self.word()
        if not word:
            self.fault()
        after = self.text[self.at + len(word):self.at + len(word) + 1]
        if after != "" and after in "\\"'":
            __limit__("a text with a prefix in a text that is evaluated")
        self.at += len(word)
        if word == "None":
            value = None
        elif word == "True":
            value = True
        elif word == "False":
            value = False
        else:
            return self.name(word)
        self.behind()
        return value

    def name(self, word):
        if word in _KEYWORDS:
            self.fault()
        if not self.is_literal:
            __limit__("a name in a text that is evaluated")
        self.behind()
        self.only_eval("Name")
        return None

    def behind(self):
        """A value that is called, asked for an item or for an attribute."""
        c = self.peek()
        if c != "" and c in "([.":
            __limit__("a call, an item or an attribute in a text that is evaluated")

    def bracket(self, c):
        self.at += 1
        self.brackets += c
        if len(self.brackets) > 50:
            __limit__("so many brackets in a text that is evaluated")
        if c == "(":
            value = self.parenthesis()
        elif c == "[":
            value = self.items()
        else:
            value = self.pairs()
        self.brackets = self.brackets[:-1]
        self.behind()
        return value

    def close(self, sign):
        if not self.takes(sign):
            self.fault()

    def parenthesis(self):
        if self.takes(")"):
            return ()
        value = self.several(")")
        self.close(")")
        return value

    def items(self):
        items = []
        while not self.takes("]"):
            items.append(self.choice())
            if not self.takes(","):
                self.close("]")
                break
        return items

    def pairs(self):
        pairs = {}
        while not self.takes("}"):
            key = self.choice()
            if not self.takes(":"):
                __limit__("a set in a text that is evaluated")
            value = self.choice()
            if not self.is_dry:
                if key is None or isinstance(key, (bool, int, float, str)):
                    pairs[key] = value
                else:
                    __limit__("a key of this kind in a text that is evaluated")
            if not self.takes(","):
                self.close("}")
                break
        return pairs

    def number(self):
        start = self.at
        if self.text[start:start + 1] == "0" and self.text[start + 1:start + 2] in ("x", "X", "b", "B", "o", "O"):
            word = self.word()
            self.at += len(word)
            try:
                return int(word, 0)
            except ValueError:
                __limit__("a number of this form in a text that is evaluated")
        is_float = False
        while self.at < len(self.text):
            c = self.text[self.at]
            if c in "eE" and self.text[self.at + 1:self.at + 2] in ("+", "-"):
                is_float = True
                self.at += 2
            elif c.isalnum() or c in "_.":
                is_float = is_float or c in ".eE"
                self.at += 1
            else:
                break
        word = self.text[start:self.at]
        try:
            value = float(word) if is_float else int(word)
        except ValueError:
            __limit__("a number of this form in a text that is evaluated")
        if not is_float and len(word) > 1 and word[0] == "0" and value:
            __limit__("a number of this form in a text that is evaluated")
        return value

    def texts(self):
        value = self.one_text()
        while self.peek() != "" and self.text[self.at] in "\\"'":
            value += self.one_text()
        self.behind()
        return value

    def one_text(self):
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            __limit__("a text of several lines in a text that is evaluated")
        self.at += 1
        out = []
        while True:
            c = self.text[self.at:self.at + 1]
            if c == "" or c == "\\n":
                __limit__("a text without end in a text that is evaluated")
            self.at += 1
            if c == quote:
                return "".join(out)
            if c == "\\\\":
                c = self.text[self.at:self.at + 1]
                if c not in _ESCAPES or c == "":
                    __limit__("this escape in a text that is evaluated")
                self.at += 1
                c = _ESCAPES[c]
            out.append(c)


_ESCAPES = {"n": "\\n", "t": "\\t", "r": "\\r", "\\\\": "\\\\", "'": "'", '"': '"', "0": "\\0"}
_KEYWORDS = (
    "and as assert async await break class continue def del elif else except finally for from global if import in is "
    "lambda nonlocal not or pass raise return try while with yield"
).split()


def _evaluated(text, is_literal):
    return _Reader(text.lstrip(" \\t"), is_literal).read()


def literal_eval(text):
    return _evaluated(text, True)


def evaluate(text):
    return _evaluated(text, False)
`;
