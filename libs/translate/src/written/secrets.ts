/** `secrets`, as Python: what it gives is random, and different from run to run. */
export const SECRETS = `
import base64
import random

DEFAULT_ENTROPY = 32
_source = random.Random()


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _source.randrange(exclusive_upper_bound)


def randbits(k):
    return _source.getrandbits(k)


def choice(seq):
    if not seq:
        raise IndexError("Cannot choose from an empty sequence")
    return seq[_source.randrange(len(seq))]


def token_bytes(nbytes=None):
    return _source.randbytes(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    return base64.urlsafe_b64encode(token_bytes(nbytes)).decode("ascii").rstrip("=")


def compare_digest(a, b):
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError("comparing strings with non-ASCII characters is not supported")
    else:
        others = [type(each).__name__ for each in (a, b) if not isinstance(each, (bytes, bytearray))]
        if len(others) > 1:
            raise TypeError(f"unsupported operand types(s) or combination of types: '{others[0]}' and '{others[1]}'")
        if others:
            raise TypeError(f"a bytes-like object is required, not '{others[0]}'")
    return a == b
`;
