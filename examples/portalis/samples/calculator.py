"""A calculator: tokens, precedence climbing, and errors that say what is wrong."""


def tokens(text: str) -> list[str]:
    out: list[str] = []
    number = ""
    for ch in text + " ":
        if ch.isdigit() or ch == ".":
            number += ch
            continue
        if number:
            out.append(number)
            number = ""
        if ch in "+-*/()":
            out.append(ch)
        elif not ch.isspace():
            raise ValueError(f"unexpected {ch!r}")
    return out


class Parser:
    def __init__(self, items: list[str]):
        self.items = items
        self.at = 0

    def peek(self) -> str:
        return self.items[self.at] if self.at < len(self.items) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def atom(self) -> float:
        token = self.take()
        if token == "(":
            value = self.expression(0)
            if self.take() != ")":
                raise ValueError("missing )")
            return value
        if token == "-":
            return -self.atom()
        if token == "":
            raise ValueError("unexpected end")
        return float(token)

    def expression(self, least: int) -> float:
        ranks = {"+": 1, "-": 1, "*": 2, "/": 2}
        value = self.atom()
        while self.peek() in ranks and ranks[self.peek()] > least:
            operator = self.take()
            right = self.expression(ranks[operator])
            if operator == "+":
                value += right
            elif operator == "-":
                value -= right
            elif operator == "*":
                value *= right
            else:
                value /= right
        return value


for text in ["1 + 2 * 3", "(1 + 2) * 3", "-4 / (2 - 2)", "2 *", "7 $ 2", "10 / 4 - 1"]:
    try:
        print(text, "=", Parser(tokens(text)).expression(0))
    except (ValueError, ZeroDivisionError) as error:
        print(text, "!", error)
