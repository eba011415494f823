"""The order of bytes in a number: a text, which is no order at times, or left out."""

for order in ("little", "big", "middle"):
    try: print((1000).to_bytes(3, order), int.from_bytes(b"\x01\x02", order), int.from_bytes(bytearray(b"\xff\x00"), byteorder=order, signed=True), (-2).to_bytes(length=2, byteorder=order, signed=True))
    except ValueError as e: print(e)
print((5).to_bytes(), int.from_bytes(b"\x01\x00"), (255).to_bytes(2), (7).to_bytes(length=2), True.to_bytes(2, "little"))
try: int.from_bytes(b"a", "middle")
except ValueError as e: print(e)
try: (1).to_bytes(1, "LITTLE")
except ValueError as e: print(e)
