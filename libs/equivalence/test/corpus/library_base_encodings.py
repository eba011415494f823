import base64

for data in (b"", b"a", b"ab", b"abc", b"abcd", b"abcde", b"\0\0\0\0\0", bytes(range(20))):
    for encode, decode in (
        (base64.b32encode, base64.b32decode),
        (base64.b85encode, base64.b85decode),
        (base64.b16encode, base64.b16decode),
    ):
        text = encode(data)
        print(text, decode(text) == data, decode(text.decode()) == data)
    print(base64.a85encode(data))
for bad in ("A", "AAAAAAA", "=======A", "0AAAAAAA", "AAAAAAA1", "AA======", "A=======", "========"):
    try:
        print(base64.b32decode(bad))
    except Exception as e:
        print(type(e).__name__, e)
for bad in ("~~~~~", "ab cd", 'abc"', "a", "6g", "6G", "12"):
    for decode in (base64.b85decode, base64.b16decode):
        try:
            print(decode(bad))
        except Exception as e:
            print(type(e).__name__, e)
