import uuid
from uuid import UUID, uuid4, uuid5, NAMESPACE_DNS
u = UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.version, u.variant, u.urn, u.bytes, u.fields)
print(uuid5(NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "http://x"), u == UUID(int=u.int), u < UUID(int=u.int + 1), hash(u) == hash(UUID(hex=u.hex)))
r = uuid4()
print(len(str(r)), r.version, r.variant == uuid.RFC_4122, r != uuid4(), str(r).count("-"))
try:
    UUID("xyz")
except ValueError as e:
    print(e)
try:
    UUID()
except TypeError as e:
    print(e)
print({u: 1}[UUID(bytes=u.bytes)], sorted([UUID(int=3), UUID(int=1)]), int(u) % 97, UUID(fields=u.fields) == u, uuid.UUID(bytes_le=u.bytes_le) == u)
print(str(uuid.uuid4())[:8] != "", uuid.uuid4().hex != "")
