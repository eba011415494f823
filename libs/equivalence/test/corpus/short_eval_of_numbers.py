"""eval of sums that are put together or read: numbers and operators, no names."""


def algebra(operators, operands):
    expression = str(operands[0])
    for operator, operand in zip(operators, operands[1:]):
        expression += operator + str(operand)
    return eval(expression)


print(algebra(["**", "*", "+"], [2, 3, 4, 5]), algebra(["+", "*", "-"], [2, 3, 4, 5]), algebra(["//", "*"], [7, 3, 4]))
assert algebra(["+", "*", "-"], [2, 3, 4, 5]) == 9


def calculate(line):
    try:
        return eval(line)
    except ZeroDivisionError as error:
        return f"error: {error}"
    except SyntaxError as error:
        return f"bad: {error}"


LINES = """1 + 2 * 3
(4 - 1) / 2
2 ** 10
2 ** 3 ** 2
-2 ** 2
2 ** -1
7 // 0
7 % 0
1 / 0
3 +
3 4
(3
3)
10 % 4 == 2
1 < 2 <= 2 != 3
3 > 2 > 2
1.5e3 * 2
99999999999 * 99999999999
-7 // 2
-7 % 3
7.5 // 2
~5 & 7 | 16 ^ 3
1 << 3 + 1
'ab' * 2 + 'c'
[1, 2] + [3]
not 1 or 2 and 3
0 and 1 / 0
1 or 1 / 0
2 < 1 < 1 / 0
9 ** 0.5
True + True"""
for line in LINES.split("\n"):
    print(line, "=", calculate(line))

a, b = 6, 3
for sign in "+-*/":
    print(f"{a} {sign} {b} =", eval(f"{a}{sign}{b}"))
print(sum(eval(each) for each in ("1", "2 * 4")), max([eval("3*4"), 5]), type(eval("1.0")).__name__)
print(eval("[1, 2, (3, 4)]"), eval("{'x': 1}")["x"])
