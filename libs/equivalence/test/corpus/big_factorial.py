def factorial(n: int) -> int:
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


for n in [0, 1, 5, 20, 21, 25, 60]:
    print(n, factorial(n))
print(len(str(factorial(200))))
print(sum(int(d) for d in str(factorial(100))))
