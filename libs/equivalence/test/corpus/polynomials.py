class Poly:
    def __init__(self, *coefficients):
        self.c = list(coefficients)

    def __call__(self, x):
        total = 0
        for c in reversed(self.c):
            total = total * x + c
        return total

    def __add__(self, other):
        size = max(len(self.c), len(other.c))
        a = self.c + [0] * (size - len(self.c))
        b = other.c + [0] * (size - len(other.c))
        return Poly(*[x + y for x, y in zip(a, b)])

    def __mul__(self, other):
        out = [0] * (len(self.c) + len(other.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Poly(*out)

    def __eq__(self, other):
        return self.c == other.c

    def __len__(self):
        return len(self.c)

    def __str__(self):
        terms = [f"{c}x^{i}" for i, c in enumerate(self.c) if c]
        return " + ".join(terms) or "0"


p, q = Poly(1, 2), Poly(0, 1, 3)
print(p, "|", q, "|", p + q, "|", p * q, p(10), (p * q)(2), len(q), p == Poly(1, 2))
