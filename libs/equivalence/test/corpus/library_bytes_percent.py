print(b"%d items %s" % (3, b"abc"), b"%x" % 255, b"%5d|" % 3, b"%-5s|%5b|" % (b"a", b"b"), b"%.2f" % 2.345)
x = b"name"
print(b"hello %s" % x, b"100%%" % (), b"%r %a" % ("é", [1]))
try:
    b"%s" % 3
except TypeError as e:
    print(e)
try:
    b"%d" % "a"
except TypeError as e:
    print(e)
n = 7
print(b"%03d:%+d" % (n, n))
