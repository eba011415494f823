"""An annotation is worked out where its function is defined: this one prints."""


def noted(kind):
    print("noted", kind)
    return kind


def twice(number: noted(int)):
    return number * 2


print(twice(2))
