"""A small interpreter: tokenizer, parser, evaluator, with class-heavy AST (unannotated)."""
import re


class Token:
    def __init__(self, kind, text, pos):
        self.kind, self.text, self.pos = kind, text, pos

    def __repr__(self):
        return f"Token({self.kind}, {self.text!r}, {self.pos})"


class ParseError(Exception):
    def __init__(self, msg, pos):
        super().__init__(f"{msg} at {pos}")
        self.pos = pos


TOKEN_RE = re.compile(r"\s*(?:(?P<num>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/^()=,<>]))")


def tokenize(src):
    pos = 0
    src = src.rstrip()
    while pos < len(src):
        m = TOKEN_RE.match(src, pos)
        if not m:
            raise ParseError(f"unexpected {src[pos]!r}", pos)
        yield Token(m.lastgroup, m.group(m.lastgroup), m.start(m.lastgroup))
        pos = m.end()
    yield Token("end", "", pos)


class Node:
    def eval(self, env):
        raise NotImplementedError(type(self).__name__)


class Num(Node):
    def __init__(self, v):
        self.v = v

    def eval(self, env):
        return self.v

    def __str__(self):
        return str(self.v)


class Var(Node):
    def __init__(self, name):
        self.name = name

    def eval(self, env):
        if self.name not in env:
            raise NameError(f"undefined: {self.name}")
        return env[self.name]

    def __str__(self):
        return self.name


class BinOp(Node):
    OPS = {
        "+": (1, lambda a, b: a + b),
        "-": (1, lambda a, b: a - b),
        "*": (2, lambda a, b: a * b),
        "/": (2, lambda a, b: a / b),
        "^": (3, lambda a, b: a ** b),
    }

    def __init__(self, op, l, r):
        self.op, self.l, self.r = op, l, r

    def eval(self, env):
        return self.OPS[self.op][1](self.l.eval(env), self.r.eval(env))

    def __str__(self):
        return f"({self.l} {self.op} {self.r})"


class Assign(Node):
    def __init__(self, name, value):
        self.name, self.value = name, value

    def eval(self, env):
        env[self.name] = v = self.value.eval(env)
        return v

    def __str__(self):
        return f"{self.name} = {self.value}"


class Parser:
    def __init__(self, src):
        self.toks = list(tokenize(src))
        self.i = 0

    @property
    def cur(self):
        return self.toks[self.i]

    def advance(self):
        t = self.cur
        self.i += 1
        return t

    def expect(self, text):
        if self.cur.text != text:
            raise ParseError(f"expected {text!r}, got {self.cur.text!r}", self.cur.pos)
        return self.advance()

    def parse(self):
        if self.cur.kind == "name" and self.toks[self.i + 1].text == "=":
            name = self.advance().text
            self.advance()
            node = Assign(name, self.expr())
        else:
            node = self.expr()
        if self.cur.kind != "end":
            raise ParseError(f"trailing {self.cur.text!r}", self.cur.pos)
        return node

    def expr(self, min_prec=1):
        left = self.atom()
        while self.cur.text in BinOp.OPS and BinOp.OPS[self.cur.text][0] >= min_prec:
            op = self.advance().text
            prec = BinOp.OPS[op][0]
            right = self.expr(prec if op == "^" else prec + 1)
            left = BinOp(op, left, right)
        return left

    def atom(self):
        t = self.advance()
        if t.kind == "num":
            return Num(float(t.text))
        if t.kind == "name":
            return Var(t.text)
        if t.text == "-":
            return BinOp("-", Num(0.0), self.atom())
        if t.text == "(":
            e = self.expr()
            self.expect(")")
            return e
        raise ParseError(f"unexpected {t.text or 'end'!r}", t.pos)


env = {"pi": 3.14159}
for line in ["1 + 2 * 3", "x = (1 + 2) * 3", "x ^ 2 ^ 0.5", "-x + pi", "2 * (3", "y + 1", "1 $ 2", "8 / (4 - 4)", "a b"]:
    try:
        tree = Parser(line).parse()
        print(f"{line:<18} {str(tree):<25} {tree.eval(env):.4f}")
    except ParseError as e:
        print(f"{line:<18} parse error: {e} ({e.pos})")
    except (NameError, ZeroDivisionError) as e:
        print(f"{line:<18} {type(e).__name__}: {e}")
print(sorted(env), next(tokenize("abc")))
