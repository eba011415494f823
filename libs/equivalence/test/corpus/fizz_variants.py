def fizz(n):
    for i in range(1, n + 1):
        out = ""
        if i % 3 == 0:
            out += "Fizz"
        if i % 5 == 0:
            out += "Buzz"
        yield out or str(i)


print(", ".join(fizz(15)))
print([("Fizz" * (not i % 3) + "Buzz" * (not i % 5)) or i for i in range(1, 6)])
rules = {3: "Fizz", 5: "Buzz", 7: "Bazz"}
for i in (1, 15, 21, 105):
    print("".join(word for d, word in rules.items() if i % d == 0) or i)
