def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get():
        return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get())
fs = []
for i in range(3):
    fs.append(lambda i=i: i * 10)
print([f() for f in fs])
late = [lambda: j for j in range(3)]
print([f() for f in late])
def bank():
    accounts = {}
    def deposit(who, amt):
        accounts[who] = accounts.get(who, 0) + amt
    def balance(who):
        return accounts.get(who, 0)
    return {"deposit": deposit, "balance": balance}
b = bank()
b["deposit"]("ann", 5)
b["deposit"]("ann", 7)
print(b["balance"]("ann"), b["balance"]("bob"))
def outer():
    x = 1
    def mid():
        nonlocal x
        x += 1
        def inner():
            nonlocal x
            x *= 10
            return x
        return inner
    f = mid()
    r = f()
    return r, x
print(outer())
def make_adders(ns):
    return [lambda v, n=n: v + n for n in ns]
print([a(100) for a in make_adders([1, 2, 3])])
def fib_gen():
    a, b = 0, 1
    def nxt():
        nonlocal a, b
        r = a
        a, b = b, a + b
        return r
    return nxt
nx = fib_gen()
print([nx() for _ in range(10)])
