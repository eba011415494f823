import struct
def use(s, x):
    return s.pack(x)
print(use(struct.Struct("<I"), 3))
