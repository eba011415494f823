def averager():
    total = 0.0
    count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count

avg = averager()
next(avg)
print(avg.send(10))
print(avg.send(20))
print(avg.send(33))
avg.close()
try:
    avg.send(1)
except StopIteration:
    print("stopped")

def echo():
    received = []
    try:
        while True:
            item = yield len(received)
            received.append(item)
    finally:
        print("closing with", received)

e = echo()
print(next(e), e.send("a"), e.send("b"))
e.close()
