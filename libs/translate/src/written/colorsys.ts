/** `colorsys`: colours between systems, as Python. */
export const COLORSYS = `
def rgb_to_yiq(r, g, b):
    y = 0.30 * r + 0.59 * g + 0.11 * b
    i = 0.74 * (r - y) - 0.27 * (b - y)
    q = 0.48 * (r - y) + 0.41 * (b - y)
    return (y, i, q)


def yiq_to_rgb(y, i, q):
    r = y + 0.9468822170900693 * i + 0.6235565819861433 * q
    g = y - 0.27478764629897834 * i - 0.6356910791873801 * q
    b = y - 1.1085450346420322 * i + 1.7090069284064666 * q
    return (min(max(r, 0.0), 1.0), min(max(g, 0.0), 1.0), min(max(b, 0.0), 1.0))


def _hue(r, g, b, most, span):
    red = (most - r) / span
    green = (most - g) / span
    blue = (most - b) / span
    if r == most:
        h = blue - green
    elif g == most:
        h = 2.0 + red - blue
    else:
        h = 4.0 + green - red
    return (h / 6.0) % 1.0


def rgb_to_hls(r, g, b):
    most = max(r, g, b)
    least = min(r, g, b)
    both = most + least
    span = most - least
    l = both / 2.0
    if least == most:
        return (0.0, l, 0.0)
    s = span / both if l <= 0.5 else span / (2.0 - most - least)
    return (_hue(r, g, b, most, span), l, s)


def hls_to_rgb(h, l, s):
    if s == 0.0:
        return (l, l, l)
    m2 = l * (1.0 + s) if l <= 0.5 else l + s - l * s
    m1 = 2.0 * l - m2
    return (_part(m1, m2, h + 1 / 3), _part(m1, m2, h), _part(m1, m2, h - 1 / 3))


def _part(m1, m2, hue):
    hue = hue % 1.0
    if hue < 1 / 6:
        return m1 + (m2 - m1) * hue * 6.0
    if hue < 0.5:
        return m2
    if hue < 2 / 3:
        return m1 + (m2 - m1) * (2 / 3 - hue) * 6.0
    return m1


def rgb_to_hsv(r, g, b):
    most = max(r, g, b)
    least = min(r, g, b)
    span = most - least
    if least == most:
        return (0.0, 0.0, most)
    return (_hue(r, g, b, most, span), span / most, most)


def hsv_to_rgb(h, s, v):
    if s == 0.0:
        return (v, v, v)
    i = int(h * 6.0)
    f = h * 6.0 - i
    p = v * (1.0 - s)
    q = v * (1.0 - s * f)
    t = v * (1.0 - s * (1.0 - f))
    return [(v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q)][i % 6]
`;
