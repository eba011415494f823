def worker():
    while True:
        try:
            x = yield "ready"
            print("got", x)
        except ValueError as err:
            print("handled", err)

w = worker()
print(next(w))
print(w.send(5))
print(w.throw(ValueError("bad")))
print(w.send(6))
try:
    w.throw(KeyError("k"))
except KeyError as k:
    print("escaped", k)
