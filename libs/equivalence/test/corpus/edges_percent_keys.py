"""Keys of % formats: of any letters, with spaces, asked once, and none after a doubled sign."""

sizes = {"größe": 5, "two words": 2, "a-b": 1.5, "": "empty", "x": "ten"}
print("%(größe)d cm, %(two words)03d, %(a-b).2f, [%()s]" % sizes)
print("100%%(net) is %(x)s, %%%(x)5s%%" % sizes)
print("%(x)s %(x)r %(größe)x" % sizes, "%(日本)s" % {"日本": [1]})
try:
    print("%(missing key)s" % sizes)
except KeyError as error:
    print(repr(error))
