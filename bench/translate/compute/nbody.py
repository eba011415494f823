"""Planets that pull one another: floats in lists."""
PAIRS = [(i, j) for i in range(5) for j in range(i + 1, 5)]
SOLAR_MASS = 39.47841760435743


def bodies():
    return [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS],
        [4.84, -1.16, -0.10, 0.60, 2.81, -0.02, 0.0376],
        [8.34, 4.12, -0.40, -1.01, 1.82, 0.008, 0.0112],
        [12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017],
        [15.37, -25.91, 0.17, 0.97, 0.59, -0.03, 0.0020],
    ]


def advance(system, dt, steps):
    for _ in range(steps):
        for i, j in PAIRS:
            a = system[i]
            b = system[j]
            dx = a[0] - b[0]
            dy = a[1] - b[1]
            dz = a[2] - b[2]
            near = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            pull = b[6] * near
            a[3] -= dx * pull
            a[4] -= dy * pull
            a[5] -= dz * pull
            push = a[6] * near
            b[3] += dx * push
            b[4] += dy * push
            b[5] += dz * push
        for body in system:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


def energy(system):
    total = 0.0
    for i, body in enumerate(system):
        total += 0.5 * body[6] * (body[3] ** 2 + body[4] ** 2 + body[5] ** 2)
        for other in system[i + 1 :]:
            far = ((body[0] - other[0]) ** 2 + (body[1] - other[1]) ** 2 + (body[2] - other[2]) ** 2) ** 0.5
            total -= body[6] * other[6] / far
    return total


def main():
    system = bodies()
    print(f"{energy(system):.9f}")
    for _ in range(10):
        advance(system, 0.001, 30_000)
        print(f"{energy(system):.9f}")


main()
