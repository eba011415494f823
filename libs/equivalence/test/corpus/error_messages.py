def attempt(what, action):
    try:
        print(what, action())
    except Exception as error:
        print(what, type(error).__name__, error)


attempt("index", lambda: [1, 2, 3][7])
attempt("negative", lambda: [1][-2])
attempt("key", lambda: {"a": 1}["b"])
attempt("int key", lambda: {1: 2}[3])
attempt("divide", lambda: 1 // 0)
attempt("modulo", lambda: 5 % 0)
attempt("float", lambda: 1.5 / 0)
attempt("int()", lambda: int("twelve"))
attempt("float()", lambda: float("1,5"))
attempt("pop", lambda: [].pop())
attempt("remove", lambda: [1].remove(2))
attempt("index of", lambda: "abc".index("z"))
attempt("max", lambda: max([]))
attempt("next", lambda: next(iter([])))
attempt("shift", lambda: 1 << -1)
attempt("chr", lambda: chr(-1))
attempt("sqrt", lambda: (-8) % 3)
