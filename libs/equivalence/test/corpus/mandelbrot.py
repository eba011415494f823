def escape(cr: float, ci: float, limit: int) -> int:
    zr = zi = 0.0
    for n in range(limit):
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        if zr * zr + zi * zi > 4.0:
            return n
    return limit


shades = " .:-=+*#%@"
for row in range(9):
    line = ""
    for col in range(40):
        n = escape(-2.2 + col * 0.075, -1.2 + row * 0.3, 30)
        line += shades[n * (len(shades) - 1) // 30]
    print(line.rstrip())
