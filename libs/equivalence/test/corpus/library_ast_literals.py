"""ast.literal_eval: what people write into files and give as arguments."""
import ast
from ast import literal_eval

print(ast.literal_eval("[1, 2, {'a': (3, 4.5)}]"))
print(literal_eval("-3"), literal_eval("+2.5"), literal_eval(" 'x' "), literal_eval("None"), literal_eval("0x1F"))
print(literal_eval("()"), literal_eval("(1,)"), literal_eval("1, 'b'"), literal_eval("[[], {}, '']"))
print(literal_eval("{'k': [True, False], 2: None, 1.5: 'x',}"), literal_eval("'it\\'s' \"two\\n\""))
print(literal_eval("1_000"), literal_eval("1e3"), literal_eval(".5"), literal_eval("[\n1,\n2\n]"))


def parsed(text):
    try:
        return literal_eval(text)
    except (ValueError, SyntaxError):
        return text


print([parsed(each) for each in ("12", "3.5", "abc", "True", "[1, 'b']", "{'k': 1}", "(1,)", "1 + 2", "x.y" if False else "z")])

for text in ["", "[1", "([1", "1 2", "1 +", "1)", "*", "{'a': ", "not", "'a' 3"]:
    try:
        print(literal_eval(text))
    except SyntaxError as error:
        print(repr(text), "->", error)

for text in ["foo", "1 < 2", "not 1", "- -3", "2 ** 3", "~4", "1 and 2", "-'a'"]:
    try:
        print(literal_eval(text))
    except ValueError as error:
        print(text, type(error).__name__, str(error)[:38])

rows = [literal_eval(line) for line in "[1, 2]\n[3, 4]".split("\n")]
print([sum(row) for row in rows])
config = literal_eval("{'name': 'Ann', 'age': 30, 'tags': ['a', 'b']}")
print(config["name"], config["age"] + 1, len(config["tags"]))
for key, value in sorted(config.items()):
    print(key, value, type(value).__name__)
