def connect(host, port=80, /, *, secure=False, timeout=1.5):
    return f"{'https' if secure else 'http'}://{host}:{port} ({timeout})"


print(connect("a"), connect("b", 8080, secure=True), connect("c", timeout=3.0))


def describe(*parts, sep="-", **options):
    text = sep.join(parts)
    for key, value in options.items():
        text += f" {key}={value}"
    return text


print(describe("a", "b"), describe("x", sep="+", color="red", size="big"), describe())
args = ("p", "q")
print(describe(*args, **{"mode": "fast"}))
