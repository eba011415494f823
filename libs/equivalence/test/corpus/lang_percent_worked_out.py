import sys


def log(msg, *args):
    if args:
        msg = msg % args
    print("x: " + msg, file=sys.stderr)
    sys.stdout.write(str(msg) + "\n")


log("a %s %d", "b", 3)
log("plain")
log("f %.2f", 2.5)
log("%r", [1])
for fmt, value in [("%5.1f|", 3), ("%s|", "a"), ("%05d", 42), ("%x", 255)]:
    print(fmt % value)
pair = (1, "b")
t = "%s-%s"
print(t % pair, t % (2, 3))
for x in [(1, 2), 5]:
    try:
        print("%s" % x)
    except TypeError as error:
        print(error)
values = tuple(n * n for n in range(3))
print(("%d " * len(values)) % values)
try:
    print(t % 1)
except TypeError as error:
    print(error)
try:
    print(t % (1, 2, 3))
except TypeError as error:
    print(error)
