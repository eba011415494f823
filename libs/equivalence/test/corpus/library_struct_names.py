"""What this module says of itself."""
from struct import Struct, pack, unpack, calcsize
POINT: Struct = Struct("<2i")
FMT = "<HH"
print(POINT.unpack(POINT.pack(1, -2)), pack(FMT, 1, 2), unpack(FMT, b"\1\0\2\0"), calcsize(FMT))
print(__doc__)
