def safe_div(a, b):
    try:
        result = a / b
    except ZeroDivisionError as error:
        print("caught", error)
        return None
    else:
        print("fine")
        return result
    finally:
        print("done")


print(safe_div(10, 4))
print(safe_div(1, 0))


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        print(type(error).__name__, error)
        return -1


for text in ["12", "x", "", " 7 ", "1_000"]:
    print(parse(text))
try:
    [1, 2][5]
except IndexError as e:
    print(repr(e))
try:
    {}["missing"]
except KeyError as e:
    print(e, repr(e))
