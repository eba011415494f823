import hashlib, base64, binascii, zlib
for data in (b"", b"abc", b"a" * 55, b"b" * 56, b"c" * 64, b"d" * 200, "h\u00e9llo".encode()):
    print(hashlib.md5(data).hexdigest(), hashlib.sha1(data).hexdigest(), hashlib.sha224(data).hexdigest())
    print(hashlib.sha256(data).hexdigest(), hashlib.sha384(data).hexdigest(), hashlib.sha512(data).hexdigest())
    print(zlib.crc32(data), zlib.adler32(data), binascii.crc32(data), binascii.hexlify(data)[:20])
    e = base64.b64encode(data); print(e, base64.b64decode(e) == data, base64.urlsafe_b64encode(data), base64.b32encode(data), base64.b16encode(data)[:10])
h = hashlib.sha256(); h.update(b"a"); g = h.copy(); h.update(b"b"); print(h.hexdigest(), h.digest(), h.name, h.digest_size, h.block_size, g.hexdigest())
print(hashlib.new("md5", b"x").hexdigest(), base64.b64decode("aGk="), base64.urlsafe_b64decode(b"__4="), base64.urlsafe_b64encode(b"\xff\xfe"), binascii.unhexlify("616263"), base64.b64decode("aG\nk="), zlib.crc32(b"b", 5))
for t in ("abc", "a", "aGk", "ab=c", "====", "aGk=aGk="):
    try: print(base64.b64decode(t))
    except binascii.Error as x: print(x)
for t in ("abc", "zz"):
    try: print(binascii.unhexlify(t))
    except ValueError as x: print(type(x).__name__, x)
