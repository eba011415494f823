data = "héllo".encode("utf-8")
print(data, len(data), data[0], data[-1], data[1:3])
print(list(data), data.hex(), bytes([65, 66]).decode())
print(b"abc" + b"def", b"ab" * 2, b"b" in b"abc", b"abc" == bytes([97, 98, 99]))
try:
    bytes([0xff, 0x41]).decode("utf-8")
except UnicodeDecodeError as error:
    print(type(error).__name__)
checksum = 0
for byte in data:
    checksum = (checksum * 31 + byte) % 65521
print(checksum)
