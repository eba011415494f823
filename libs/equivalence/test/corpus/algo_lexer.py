from dataclasses import dataclass
from enum import Enum, auto
from typing import Iterator, List, Union, Optional
class Tok(Enum):
    NUM = auto()
    OP = auto()
    LP = auto()
    RP = auto()
    END = auto()
@dataclass(frozen=True)
class Token:
    kind: Tok
    text: str
    pos: int = 0
@dataclass
class Num:
    value: float
@dataclass
class BinOp:
    op: str
    left: "Expr"
    right: "Expr"
@dataclass
class Neg:
    operand: "Expr"
Expr = Union[Num, BinOp, Neg]
def lex(src: str) -> Iterator[Token]:
    i = 0
    while i < len(src):
        c = src[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(src) and (src[j].isdigit() or src[j] == "."):
                j += 1
            yield Token(Tok.NUM, src[i:j], i)
            i = j
        elif c in "+-*/^":
            yield Token(Tok.OP, c, i)
            i += 1
        elif c == "(":
            yield Token(Tok.LP, c, i)
            i += 1
        elif c == ")":
            yield Token(Tok.RP, c, i)
            i += 1
        else:
            raise SyntaxError(f"bad character {c!r} at {i}")
    yield Token(Tok.END, "", i)
PREC = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
class Parser:
    def __init__(self, src: str):
        self.toks: List[Token] = list(lex(src))
        self.i = 0
    def peek(self) -> Token:
        return self.toks[self.i]
    def next(self) -> Token:
        t = self.toks[self.i]
        self.i += 1
        return t
    def parse(self, min_prec: int = 1) -> Expr:
        left = self.atom()
        while self.peek().kind is Tok.OP and PREC[self.peek().text] >= min_prec:
            op = self.next().text
            right = self.parse(PREC[op] + (0 if op == "^" else 1))
            left = BinOp(op, left, right)
        return left
    def atom(self) -> Expr:
        t = self.next()
        if t.kind == Tok.NUM:
            return Num(float(t.text))
        if t.kind == Tok.LP:
            e = self.parse()
            if self.next().kind != Tok.RP:
                raise SyntaxError("expected )")
            return e
        if t.kind == Tok.OP and t.text == "-":
            return Neg(self.atom())
        raise SyntaxError(f"unexpected {t.kind.name}")
def ev(e: Expr) -> float:
    if isinstance(e, Num):
        return e.value
    if isinstance(e, Neg):
        return -ev(e.operand)
    a, b = ev(e.left), ev(e.right)
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "^": lambda: a ** b}[e.op]()
for src in ["1 + 2 * 3", "(1 + 2) * 3", "-2 ^ 2", "2 ^ 3 ^ 2", "10 / 4 - 1", "1 / 0", "1 +", "2 $ 3", "(1"]:
    try:
        tree = Parser(src).parse()
        print(src, "=", ev(tree), tree)
    except (SyntaxError, ZeroDivisionError) as err:
        print(src, "->", type(err).__name__, err)
