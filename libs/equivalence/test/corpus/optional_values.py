from typing import Optional


def find(items: list[str], prefix: str) -> Optional[str]:
    for item in items:
        if item.startswith(prefix):
            return item
    return None


names = ["ann", "bob", "cid"]
for p in ["b", "x"]:
    match = find(names, p)
    if match is None:
        print(p, "none")
    else:
        print(p, match.upper())
result = find(names, "c") or "default"
print(result, find(names, "q") or "default")


def first_even(numbers):
    for n in numbers:
        if n % 2 == 0:
            return n


print(first_even([1, 3, 4]), first_even([1, 3]))
