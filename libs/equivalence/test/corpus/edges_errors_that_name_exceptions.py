"""What a TypeError says of an exception names its class."""


def show(reply):
    try:
        print(reply["id"])
    except TypeError as error:
        print(error)


for reply in [{"id": 1}, ValueError("x"), KeyError("y"), {"id": 2}]:
    show(reply)
try:
    raise LookupError("a")
except LookupError as error:
    try:
        print(error[0])
    except TypeError as other:
        print(other)
