"""Complex numbers made of numbers that are whole or not, and whole numbers of byte arrays."""


def parts(values):
    out = [0] * len(values)
    for i, value in enumerate(values):
        out[i] = value * 2 if i % 2 else value
    return out


values = parts([1, 2.5, 3 - 1j, 4j, True])
print([complex(round(complex(value).real, 1), value.imag) for value in values])
print([complex(value) for value in values], [complex(value, 1) for value in values])
mixed = [1, 2.5, 3]
print([complex(a, b) for a in mixed for b in mixed], complex(real=mixed[0], imag=mixed[1]))
data = bytearray(b"\x01\x02\x03\xff")
print(int.from_bytes(data, "big"), int.from_bytes(data[1:], "little"), int.from_bytes(data[3:], "big", signed=True))
