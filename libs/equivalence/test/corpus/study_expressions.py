"""Expression tools: shunting yard, postfix evaluation, tokenizer, visitor with singledispatch-like dict"""
from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from typing import Callable, Iterator, NamedTuple, Union


class Token(NamedTuple):
    kind: str
    text: str
    pos: int


class LexError(SyntaxError):
    pass


SPEC = [("NUM", r"\d+(?:\.\d*)?"), ("ID", r"[A-Za-z_]\w*"), ("OP", r"\*\*|[-+*/^()=,]"), ("WS", r"\s+"), ("BAD", r".")]
MASTER = re.compile("|".join(f"(?P<{n}>{p})" for n, p in SPEC))


def tokenize(src: str) -> Iterator[Token]:
    for m in MASTER.finditer(src):
        kind = m.lastgroup
        if kind == "WS":
            continue
        if kind == "BAD":
            raise LexError(f"bad character {m.group()!r} at {m.start()}")
        yield Token(kind, m.group(), m.start())


@dataclass(frozen=True)
class Num:
    value: float


@dataclass(frozen=True)
class Var:
    name: str


@dataclass(frozen=True)
class BinOp:
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Neg:
    operand: Expr


Expr = Union[Num, Var, BinOp, Neg]

OPS: dict[str, tuple[int, bool, Callable[[float, float], float]]] = {
    "+": (1, False, operator.add),
    "-": (1, False, operator.sub),
    "*": (2, False, operator.mul),
    "/": (2, False, operator.truediv),
    "**": (4, True, operator.pow),
}


class Parser:
    def __init__(self, src: str) -> None:
        self.tokens = list(tokenize(src))
        self.i = 0

    def peek(self) -> Token | None:
        return self.tokens[self.i] if self.i < len(self.tokens) else None

    def take(self, text: str | None = None) -> Token:
        tok = self.peek()
        if tok is None:
            raise SyntaxError("unexpected end")
        if text is not None and tok.text != text:
            raise SyntaxError(f"expected {text} but got {tok.text} at {tok.pos}")
        self.i += 1
        return tok

    def parse(self) -> Expr:
        e = self.expr(0)
        if (t := self.peek()) is not None:
            raise SyntaxError(f"trailing {t.text}")
        return e

    def expr(self, min_prec: int) -> Expr:
        left = self.atom()
        while (tok := self.peek()) and tok.text in OPS and OPS[tok.text][0] >= min_prec:
            prec, right_assoc, _ = OPS[tok.text]
            self.take()
            right = self.expr(prec if right_assoc else prec + 1)
            left = BinOp(tok.text, left, right)
        return left

    def atom(self) -> Expr:
        tok = self.take()
        if tok.kind == "NUM":
            return Num(float(tok.text))
        if tok.kind == "ID":
            return Var(tok.text)
        if tok.text == "(":
            e = self.expr(0)
            self.take(")")
            return e
        if tok.text == "-":
            return Neg(self.expr(3))
        raise SyntaxError(f"unexpected {tok.text!r}")


@dataclass
class Evaluator:
    env: dict[str, float] = field(default_factory=dict)
    steps: int = 0

    def visit(self, node: Expr) -> float:
        self.steps += 1
        method = getattr(self, "visit_num", None)
        assert method is not None
        match node:
            case Num(value):
                return value
            case Var(name) if name in self.env:
                return self.env[name]
            case Var(name):
                raise NameError(f"undefined: {name}")
            case BinOp(op, left, right):
                return OPS[op][2](self.visit(left), self.visit(right))
            case Neg(operand):
                return -self.visit(operand)

    def visit_num(self, node: Num) -> float:
        return node.value


def simplify(e: Expr) -> Expr:
    match e:
        case BinOp("+", Num(0.0), x) | BinOp("+", x, Num(0.0)):
            return simplify(x)
        case BinOp("*", Num(1.0), x) | BinOp("*", x, Num(1.0)):
            return simplify(x)
        case BinOp("*", Num(0.0), _) | BinOp("*", _, Num(0.0)):
            return Num(0.0)
        case BinOp(op, l, r):
            l2, r2 = simplify(l), simplify(r)
            return simplify(BinOp(op, l2, r2)) if (l2, r2) != (l, r) else BinOp(op, l2, r2)
        case Neg(Neg(x)):
            return simplify(x)
        case _:
            return e


def show(e: Expr) -> str:
    if isinstance(e, Num):
        return f"{e.value:g}"
    if isinstance(e, Var):
        return e.name
    if isinstance(e, Neg):
        return f"-{show(e.operand)}"
    return f"({show(e.left)} {e.op} {show(e.right)})"


def infix_to_postfix(expression: str) -> list[str]:
    prec = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
    stack: list[str] = []
    out: list[str] = []
    for ch in expression.replace(" ", ""):
        if ch.isalnum():
            out.append(ch)
        elif ch == "(":
            stack.append(ch)
        elif ch == ")":
            while stack and stack[-1] != "(":
                out.append(stack.pop())
            stack.pop()
        else:
            while stack and stack[-1] != "(" and (prec[stack[-1]] > prec[ch] or (prec[stack[-1]] == prec[ch] and ch != "^")):
                out.append(stack.pop())
            stack.append(ch)
    while stack:
        out.append(stack.pop())
    return out


def main() -> None:
    for src in ("1 + 2 * 3", "2 ** 3 ** 2", "-(x + 4) / 2", "a * (b - 3", "1 $ 2", "y + 1", "3 4", "1 / 0"):
        ev = Evaluator({"x": 6.0})
        try:
            tree = Parser(src).parse()
            print(show(tree), "=", ev.visit(tree), ev.steps)
        except (SyntaxError, NameError, ZeroDivisionError) as err:
            print(f"{type(err).__name__}: {err}")
    print(simplify(Parser("0 + x * 1 + 0 * y").parse()))
    print(show(simplify(Parser("--z + (0 * 3)").parse())), Num(1.0) == Num(1.0), {Var("q"), Var("q")})
    print(" ".join(infix_to_postfix("a + b * (c ^ d - e) ^ (f + g * h) - i")))
    print([t.kind for t in tokenize("foo = 3.5")], next(tokenize("7")))


if __name__ == "__main__":
    main()
