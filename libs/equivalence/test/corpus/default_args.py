def greet(name, greeting="Hello", *, punctuation="!"):
    return f"{greeting}, {name}{punctuation}"


print(greet("Ann"))
print(greet("Bob", "Hi"))
print(greet("Cid", punctuation="?"))
print(greet(greeting="Yo", name="Dot"))


def total(*numbers, scale=1):
    return sum(numbers) * scale


print(total(), total(1, 2, 3), total(1, 2, scale=10))


def append_to(item, bucket=[]):
    bucket.append(item)
    return bucket


print(append_to(1), append_to(2), append_to(3, []))


def options(**kwargs):
    for key in sorted(kwargs):
        print(key, kwargs[key])


options(b=2, a=1)
