class Parser:
    def __init__(self, text):
        self.tokens = self._lex(text)
        self.pos = 0

    @staticmethod
    def _lex(text):
        tokens = []
        num = ""
        for ch in text + " ":
            if ch.isdigit():
                num += ch
                continue
            if num:
                tokens.append(("NUM", int(num)))
                num = ""
            if ch in "+-*/%()^":
                tokens.append(("OP", ch))
            elif not ch.isspace():
                raise SyntaxError("unexpected " + ch)
        tokens.append(("END", None))
        return tokens

    def peek(self):
        return self.tokens[self.pos]

    def next(self):
        tok = self.tokens[self.pos]
        self.pos += 1
        return tok

    def expr(self):
        left = self.term()
        while self.peek() in (("OP", "+"), ("OP", "-")):
            _, op = self.next()
            right = self.term()
            left = left + right if op == "+" else left - right
        return left

    def term(self):
        left = self.power()
        while self.peek()[0] == "OP" and self.peek()[1] in "*/%":
            op = self.next()[1]
            right = self.power()
            if op == "*":
                left *= right
            elif op == "/":
                left //= right
            else:
                left %= right
        return left

    def power(self):
        base = self.atom()
        if self.peek() == ("OP", "^"):
            self.next()
            return base ** self.power()
        return base

    def atom(self):
        kind, value = self.next()
        if kind == "NUM":
            return value
        if value == "(":
            inner = self.expr()
            if self.next()[1] != ")":
                raise SyntaxError("expected )")
            return inner
        if value == "-":
            return -self.atom()
        raise SyntaxError(f"unexpected token {kind} {value}")

for text in ["1+2*3", "2^3^2", "-(4+5)*2", "100/7%4", "(1", "1 + $", "7/0"]:
    try:
        print(text, "->", Parser(text).expr())
    except SyntaxError as e:
        print(text, "syntax:", e)
    except ZeroDivisionError as e:
        print(text, "zero:", e)
