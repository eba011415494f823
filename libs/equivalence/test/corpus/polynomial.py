class Poly:
    def __init__(self, *coeffs):
        c = list(coeffs)
        while len(c) > 1 and c[-1] == 0:
            c.pop()
        self.c = c or [0]

    def __call__(self, x):
        r = 0
        for a in reversed(self.c):
            r = r * x + a
        return r

    def __add__(self, o):
        n = max(len(self.c), len(o.c))
        a = self.c + [0] * (n - len(self.c))
        b = o.c + [0] * (n - len(o.c))
        return Poly(*[x + y for x, y in zip(a, b)])

    def __mul__(self, o):
        res = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                res[i + j] += a * b
        return Poly(*res)

    def derivative(self):
        return Poly(*[i * a for i, a in enumerate(self.c)][1:])

    def __repr__(self):
        terms = []
        for i, a in reversed(list(enumerate(self.c))):
            if a == 0 and len(self.c) > 1:
                continue
            if i == 0:
                terms.append(str(a))
            elif i == 1:
                terms.append(f"{a}x")
            else:
                terms.append(f"{a}x^{i}")
        return " + ".join(terms)

p = Poly(1, 2, 3)
q = Poly(0, 1)
print(p, q, p + q, p * q, p.derivative(), Poly(), Poly(0, 0))
print(p(2), p(0.5), (p * p)(-1), p.derivative()(10))
def newton(f, df, x0, tol=1e-10, n=50):
    x = x0
    for i in range(n):
        dx = f(x) / df(x)
        x -= dx
        if abs(dx) < tol:
            return x, i
    raise RuntimeError("no convergence")
root, it = newton(Poly(-2, 0, 1), Poly(-2, 0, 1).derivative(), 1.0)
print(round(root, 8), it)
def bisect(f, a, b):
    while b - a > 1e-9:
        m = (a + b) / 2
        if f(a) * f(m) <= 0: b = m
        else: a = m
    return (a + b) / 2
print(f"{bisect(lambda x: x ** 3 - x - 2, 1, 2):.6f}")
