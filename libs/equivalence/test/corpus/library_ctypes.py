"""The whole numbers of ctypes keep the bits that they have room for."""
import ctypes
from ctypes import c_int8 as i8, c_int32, c_uint8, c_uint16, c_uint32, c_uint64, sizeof


def hash32(text):
    h = c_uint32(5381)
    for c in text:
        h.value = h.value * 33 + ord(c)
    return h.value


def annotated(x: i8, y: c_uint16) -> c_int32:
    return x + y


def signed(n):
    return ctypes.c_int(n ^ 0xFFFFFFFF).value


x = c_int32(2**31)
print(x.value, c_uint32(-1).value, i8(200).value, c_uint8(300).value, x, c_uint64(-1))
x.value = 5
x.value += 2
print(x.value, ctypes.c_longlong(1 << 63), ctypes.c_short(40000), sizeof(x), bool(ctypes.c_int()))
print(hash32("hello world"), [ctypes.c_int16(v).value for v in (32767, 32768, -32769)])
print(annotated(127, 1), signed(5), ctypes.c_int32(~0x7FFFFFFF).value, sizeof(ctypes.c_int64))
print(c_int32(), ctypes.c_ubyte(-1), ctypes.c_ulonglong(2**64 + 1), ctypes.c_size_t(-1).value, c_uint16(True))
