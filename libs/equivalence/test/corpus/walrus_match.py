def describe(value):
    match value:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case n if n < 0:
            return "negative"
        case _:
            return "large"


for v in (0, 2, -7, 50):
    print(v, describe(v))
data = [3, 8, 1]
if (n := len(data)) > 2:
    print("long", n)
while (item := data.pop()) != 3:
    print(item)
print([y for x in range(6) if (y := x * x) % 2 == 0])


def command(text):
    match text.split():
        case ["go", direction]:
            return "going " + direction
        case ["stop"]:
            return "stopping"
        case [first, *rest]:
            return f"{first}? {len(rest)}"
        case []:
            return "nothing"


for t in ["go north", "stop", "fly to mars", ""]:
    print(command(t))
