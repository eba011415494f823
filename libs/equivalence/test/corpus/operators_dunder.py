class Fraction:
    def __init__(self, n, d):
        a, b = n, d
        while b:
            a, b = b, a % b
        self.n = n // a
        self.d = d // a

    def __add__(self, other):
        return Fraction(self.n * other.d + other.n * self.d, self.d * other.d)

    def __sub__(self, other):
        return Fraction(self.n * other.d - other.n * self.d, self.d * other.d)

    def __mul__(self, other):
        return Fraction(self.n * other.n, self.d * other.d)

    def __lt__(self, other):
        return self.n * other.d < other.n * self.d

    def __eq__(self, other):
        return self.n == other.n and self.d == other.d

    def __hash__(self):
        return hash((self.n, self.d))

    def __neg__(self):
        return Fraction(-self.n, self.d)

    def __bool__(self):
        return self.n != 0

    def __str__(self):
        return f"{self.n}/{self.d}"


a, b = Fraction(1, 2), Fraction(3, 4)
print(a + b, a - b, a * b, -a, a < b, a == Fraction(2, 4))
print(sorted([b, a])[0], bool(Fraction(0, 3)), len({a, Fraction(2, 4), b}))
