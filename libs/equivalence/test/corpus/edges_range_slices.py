r = range(10, -20, -3)
print(r[2:4], r[::-1], r[::2], r[-1:-100:-2], r[5:2], r[100:], r[:-100], range(0)[::-1], range(5)[::-1], range(3, 3)[1:], len(r[::3]), list(r[1:-1:4]))
for x in range(10)[::-3]: print(x)
print(bytes([1, 2]), bytearray([True]), bytes(range(3)), bytes((1, 2)), bytes({5: 1}), bytes(x for x in [7, 8]))
l = [1, 2]
b = bytearray(b"abcd")
b[1:3] = [True, False]
b.extend([9, 10])
print(b)
try: bytes([300])
except ValueError as e: print(e)
