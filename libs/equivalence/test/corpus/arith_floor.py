def table(values, divisors):
    for a in values:
        for b in divisors:
            print(a, b, a // b, a % b, divmod(a, b), a / b)


table([7, -7, 0, 12345678901234567890], [2, -2, 3, -5])
print(2 ** 10, 2 ** 64, 2 ** 63 - 1, -(2 ** 63), 3 ** 50)
print(7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2)
print(1 / 3, 10 / 5, 2 / 7)
