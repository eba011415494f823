counter = 0
history = []
LIMIT = 3


def record(event):
    global counter
    counter += 1
    history.append((counter, event))
    if len(history) > LIMIT:
        history.pop(0)


for name in ["start", "load", "run", "save", "stop"]:
    record(name)
print(counter, history)
x = 10


def shadow():
    x = 5
    return x


print(shadow(), x)
