/** The whole numbers of `ctypes`, as Python: each keeps the bits that it has room for. */
const HEAD = `
class _Whole:
    _size = 8
    _signed = True
    _name = ""

    def __init__(self, value=0):
        self._held = self._fit(value)

    def _fit(self, value):
        bits = self._size * 8
        kept = value & ((1 << bits) - 1)
        return kept - (1 << bits) if self._signed and kept >> (bits - 1) else kept

    @property
    def value(self):
        return self._held

    @value.setter
    def value(self, value):
        self._held = self._fit(value)

    def __repr__(self):
        return f"{self._name}({self._held})"

    def __bool__(self):
        return self._held != 0


def sizeof(whole):
    return whole._size
`;

const WIDTHS: [name: string, size: number, aliases: string][] = [
  ["byte", 1, "int8"],
  ["short", 2, "int16"],
  ["int", 4, "int32"],
  ["long", 8, "int64 longlong"],
];

const classes = WIDTHS.flatMap(([name, size, aliases]) =>
  ["", "u"].map((sign) => ({
    name: `c_${sign}${name}`,
    size,
    isSigned: sign === "",
    others: aliases.split(" ").map((each) => `c_${sign}${each}`),
  })),
);

export const CTYPES_NAMES = ["sizeof", "c_size_t", ...classes.flatMap(({ name, others }) => [name, ...others])].join(
  " ",
);

export const CTYPES = [
  HEAD,
  ...classes.map(
    ({ name, size, isSigned, others }) => `
class ${name}(_Whole):
    _size = ${size}
    _signed = ${isSigned ? "True" : "False"}
    _name = "${name}"


${others.map((other) => `${other} = ${name}\n`).join("")}`,
  ),
  "\nc_size_t = c_ulong\n",
].join("\n");
