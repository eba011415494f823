import operator

OPS = {
    '+': (1, operator.add),
    '-': (1, operator.sub),
    '*': (2, operator.mul),
    '/': (2, operator.truediv),
}

def tokenize(expr):
    tokens = []
    i = 0
    while i < len(expr):
        c = expr[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == '.':
            j = i
            while j < len(expr) and (expr[j].isdigit() or expr[j] == '.'):
                j += 1
            tokens.append(float(expr[i:j]))
            i = j
        elif c in '+-*/()':
            tokens.append(c)
            i += 1
        else:
            raise ValueError(f"bad character {c!r} at {i}")
    return tokens

def to_rpn(tokens):
    out, stack = [], []
    for tok in tokens:
        if isinstance(tok, float):
            out.append(tok)
        elif tok == '(':
            stack.append(tok)
        elif tok == ')':
            while stack[-1] != '(':
                out.append(stack.pop())
            stack.pop()
        else:
            while stack and stack[-1] != '(' and OPS[stack[-1]][0] >= OPS[tok][0]:
                out.append(stack.pop())
            stack.append(tok)
    while stack:
        out.append(stack.pop())
    return out

def evaluate(rpn):
    stack = []
    for tok in rpn:
        if isinstance(tok, float):
            stack.append(tok)
        else:
            b = stack.pop()
            a = stack.pop()
            stack.append(OPS[tok][1](a, b))
    return stack[0]

for e in ["1 + 2 * 3", "(1+2)*3", "10 / 4 - 1", "2 * (3 + 4) * 5"]:
    print(e, "=", evaluate(to_rpn(tokenize(e))))
try:
    tokenize("2 $ 3")
except ValueError as err:
    print("error:", err)
try:
    evaluate(to_rpn(tokenize("1 / 0")))
except ZeroDivisionError as err:
    print("error:", err)
