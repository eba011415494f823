def sub(n):
    for i in range(n):
        yield i
    return n * 10

def main():
    a = yield from sub(3)
    print("sub returned", a)
    b = yield from sub(2)
    print("sub returned", b)
    return a + b

for x in main():
    print(x)

g = sub(1)
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print("value", stop.value)
