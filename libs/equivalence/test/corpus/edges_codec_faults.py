def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e, "|", repr(e))
t(lambda: b"\xff".decode())
t(lambda: "é".encode("ascii"))
t(lambda: "aéüb".encode("ascii"))
t(lambda: b"a\xe2\x82(".decode())
t(lambda: b"a\xe2\x82".decode())
t(lambda: b"\xe2(\xa1".decode())
t(lambda: b"abc\x80".decode("ascii"))
t(lambda: "€".encode("latin-1"))
t(lambda: b"\xed\xa0\x80".decode())
t(lambda: b"\xf5".decode())
t(lambda: b"\xf0\x9f\x98".decode())
