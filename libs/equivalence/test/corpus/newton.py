def sqrt(x: float, eps: float = 1e-12) -> float:
    if x < 0:
        raise ValueError("negative")
    guess = x / 2 or 0.0
    while guess and abs(guess * guess - x) > eps * max(x, 1.0):
        guess = (guess + x / guess) / 2
    return guess


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def bisect(f, low, high, steps=60):
    for _ in range(steps):
        middle = (low + high) / 2
        if f(low) * f(middle) <= 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


print(sqrt(2.0), sqrt(144.0), sqrt(0.0))
print(round(derivative(lambda x: x ** 3, 2.0), 6), bisect(lambda x: x * x - 2, 0.0, 2.0))


def simpson(f, a, b, n=100):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += f(a + i * h) * (4 if i % 2 else 2)
    return total * h / 3


print(simpson(lambda x: x * x, 0.0, 3.0))
