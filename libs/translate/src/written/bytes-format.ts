/** What `b"…" % …` makes of a value that is to be bytes, as Python. */
export const BYTES_FORMAT = `
def part(value, width, precision, isLeft):
    if not isinstance(value, (bytes, bytearray)):
        if isinstance(value, (int, float, str, complex, list, tuple, dict, set)) or value is None:
            name = type(value).__name__
            raise TypeError(f"%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'")
        __limit__("bytes made of an object by %")
    text = bytes(value)
    if precision >= 0:
        text = text[:precision]
    return text.ljust(width) if isLeft else text.rjust(width)


def only(value):
    if isinstance(value, (tuple, dict)):
        __limit__("bytes % what may be a tuple")
    return value
`;
