"""Trees of tuples that hold tuples: expressions, lists of pairs, binary trees."""


def parse(tokens):
    def expr():
        node = term()
        while tokens and tokens[0] in "+-":
            op = tokens.pop(0)
            node = (op, node, term())
        return node

    def term():
        node = factor()
        while tokens and tokens[0] in "*/":
            op = tokens.pop(0)
            node = (op, node, factor())
        return node

    def factor():
        tok = tokens.pop(0)
        if tok == "(":
            node = expr()
            tokens.pop(0)
            return node
        if tok == "-":
            return ("neg", factor())
        return ("num", float(tok))

    return expr()


def evaluate(node):
    kind = node[0]
    if kind == "num":
        return node[1]
    if kind == "neg":
        return -evaluate(node[1])
    a, b = evaluate(node[1]), evaluate(node[2])
    if kind == "+":
        return a + b
    if kind == "-":
        return a - b
    return a * b if kind == "*" else a / b


def insert(tree, key):
    if tree is None:
        return (None, key, None)
    left, own, right = tree
    if key < own:
        return (insert(left, key), own, right)
    return (left, own, insert(right, key))


def inorder(tree):
    if tree is None:
        return []
    left, key, right = tree
    return inorder(left) + [key] + inorder(right)


def push(stack, item):
    return (item, stack)


for text in ["1 + 2 * 3", "( 1 + 2 ) * - 3", "8 / ( 4 - 2 )"]:
    tree = parse(text.split())
    print(tree, "=", evaluate(tree))

tree = None
for key in [5, 2, 8, 1, 9]:
    tree = insert(tree, key)
print(tree)
print(inorder(tree))
stack = None
for word in "to be or not".split():
    stack = push(stack, word)
while stack is not None:
    top, stack = stack
    print(top, end=" ")
print()
