operations = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "//": lambda a, b: a // b,
}


def rpn(text):
    stack = []
    for token in text.split():
        if token in operations:
            b = stack.pop()
            a = stack.pop()
            stack.append(operations[token](a, b))
        else:
            stack.append(int(token))
    if len(stack) != 1:
        raise ValueError(f"{len(stack)} values left")
    return stack[0]


for text in ["3 4 +", "5 1 2 + 4 * + 3 -", "100 7 //", "1 2", "+"]:
    try:
        print(text, "=", rpn(text))
    except (ValueError, IndexError) as error:
        print(text, "!", error)
