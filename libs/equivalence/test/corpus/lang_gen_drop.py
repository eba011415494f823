def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
for x in g():
    print(x)
    break
print("after loop")
it = g()
print(next(it))
it.close()
print("closed", list(it))
def h():
    for y in g():
        if y == 2:
            return "early"
    return "late"
print(h())
print(sum(g()))
