def e(xs):
    n = None
    for x in xs:
        if x > 10:
            n = "big"
            break
        print("n", n)
    else:
        n = "end"
    return n
print(e([1, 50, 2]))
def f(xs):
    for x in xs:
        if x > 10:
            n = "big"
            break
    else:
        n = "end"
    return n
print(f([1]))
def g(v):
    n = 1
    match v:
        case 1: n = 2
        case 2: pass
    return n
print(g(1), g(2), g(3))
def h(vs):
    n = None
    for v in vs:
        match v:
            case 1: n = "a"
            case 2: pass
            case _: n = "b"
        print(n)
    return n
print(h([1, 2, 3]))
def primes(n):
    out = []
    for i in range(2, n):
        for p in out:
            if p * p > i: continue
            if i % p == 0: break
        else:
            out.append(i)
            if i > 20: break
            continue
        if i % 7 == 0: print("seven", i)
    else:
        out.append("end")
    return out
print(primes(15), primes(40))
def find(xs, t):
    for i, x in enumerate(xs):
        if x == t:
            where = f"at {i}"
            break
    else:
        where = "nowhere"
    return where
print(find("abc", "b"), find([], 1))
def first(xs):
    for x in xs:
        if x > 3: r = [x]; break
    else:
        return None
    return r
print(first([1, 5]), first([1]))
def nested(g):
    while g:
        v = g.pop()
        for k in g:
            if k == v:
                res = "dup " + str(k)
                break
        else:
            continue
        break
    else:
        res = "none"
    return res
print(nested([1, 2, 1, 3]), nested([1, 2]))
def gen(n):
    try:
        for i in range(n): yield i
    finally: print("closed")
def g2(n):
    for v in gen(n):
        if v == 1: break
    else:
        print("else")
        v = "none"
    print("after", v)
    try:
        for v in gen(n):
            if v == 1: return "r"
        else:
            return "else ret"
    finally: print("f")
print(g2(3), g2(1))
while True:
    for q in range(3):
        try:
            if q == 1: break
        finally: print("fin", q)
    else: print("no")
    word = "w"
    break
else: word = "z"
print(word, q)
def match_loop(xs):
    n = None
    for x in xs:
        match x:
            case int() if x > 10: n = "big"; break
            case int(): continue
            case None: pass
            case _: n = type(x).__name__
        print("n", n)
    else: n = "end"
    return n
print(match_loop([1, 50, 2]), match_loop([1, None, "s"]))
