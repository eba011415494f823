/** `uuid` but for what is made of the clock and the machine, as Python. */
export const UUID = `
import hashlib
import random

RESERVED_NCS = "reserved for NCS compatibility"
RFC_4122 = "specified in RFC 4122"
RESERVED_MICROSOFT = "reserved for Microsoft compatibility"
RESERVED_FUTURE = "reserved for future definition"


def _of_text(text):
    text = text.replace("urn:", "").replace("uuid:", "")
    text = text.strip("{}").replace("-", "")
    if len(text) != 32:
        raise ValueError("badly formed hexadecimal UUID string")
    return int(text, 16)


def _of_fields(fields):
    if len(fields) != 6:
        raise ValueError("fields is not a 6-tuple")
    low, mid, high, clock_high, clock_low, node = fields
    if not 0 <= low < 1 << 32:
        raise ValueError("field 1 out of range (need a 32-bit value)")
    if not 0 <= mid < 1 << 16:
        raise ValueError("field 2 out of range (need a 16-bit value)")
    if not 0 <= high < 1 << 16:
        raise ValueError("field 3 out of range (need a 16-bit value)")
    if not 0 <= clock_high < 1 << 8:
        raise ValueError("field 4 out of range (need an 8-bit value)")
    if not 0 <= clock_low < 1 << 8:
        raise ValueError("field 5 out of range (need an 8-bit value)")
    if not 0 <= node < 1 << 48:
        raise ValueError("field 6 out of range (need a 48-bit value)")
    return low << 96 | mid << 80 | high << 64 | clock_high << 56 | clock_low << 48 | node


def _of_bytes(data):
    return int.from_bytes(data, "big")


def _swapped(data):
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        value = 0
        if hex is not None:
            value = _of_text(hex)
        if bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            value = _of_bytes(_swapped(bytes_le))
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            value = _of_bytes(bytes)
        if fields is not None:
            value = _of_fields(fields)
        if int is not None:
            value = int
            if not 0 <= int < 1 << 128:
                raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            value &= ~(0xC000 << 48)
            value |= 0x8000 << 48
            value &= ~(0xF000 << 64)
            value |= version << 76
        self._value = value

    def __eq__(self, other):
        if isinstance(other, UUID):
            return self._value == other._value
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, UUID):
            return self._value < other._value
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, UUID):
            return self._value > other._value
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, UUID):
            return self._value <= other._value
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, UUID):
            return self._value >= other._value
        return NotImplemented

    def __hash__(self):
        return hash(self._value)

    def __int__(self):
        return self._value

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self):
        text = self.hex
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    @property
    def int(self):
        return self._value

    @property
    def hex(self):
        return "%032x" % self._value

    @property
    def bytes(self):
        return self._value.to_bytes(16, "big")

    @property
    def bytes_le(self):
        return _swapped(self._value.to_bytes(16, "big"))

    @property
    def fields(self):
        return (
            self.time_low,
            self.time_mid,
            self.time_hi_version,
            self.clock_seq_hi_variant,
            self.clock_seq_low,
            self.node,
        )

    @property
    def time_low(self):
        return self._value >> 96

    @property
    def time_mid(self):
        return self._value >> 80 & 0xFFFF

    @property
    def time_hi_version(self):
        return self._value >> 64 & 0xFFFF

    @property
    def clock_seq_hi_variant(self):
        return self._value >> 56 & 0xFF

    @property
    def clock_seq_low(self):
        return self._value >> 48 & 0xFF

    @property
    def time(self):
        return (self.time_hi_version & 0x0FFF) << 48 | self.time_mid << 32 | self.time_low

    @property
    def clock_seq(self):
        return (self.clock_seq_hi_variant & 0x3F) << 8 | self.clock_seq_low

    @property
    def node(self):
        return self._value & 0xFFFFFFFFFFFF

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    @property
    def variant(self):
        if not self._value & 0x8000 << 48:
            return RESERVED_NCS
        if not self._value & 0x4000 << 48:
            return RFC_4122
        if not self._value & 0x2000 << 48:
            return RESERVED_MICROSOFT
        return RESERVED_FUTURE

    @property
    def version(self):
        if self.variant == RFC_4122:
            return self._value >> 76 & 0xF
        return None


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")


def uuid3(namespace, name):
    return UUID(bytes=hashlib.md5(namespace.bytes + name.encode()).digest(), version=3)


def uuid4():
    return UUID(int=random.Random().getrandbits(128), version=4)


def uuid5(namespace, name):
    return UUID(bytes=hashlib.sha1(namespace.bytes + name.encode()).digest()[:16], version=5)
`;
