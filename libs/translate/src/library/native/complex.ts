import { nativeType, register } from "./types.js";

/** `complex` is a simple kind of inference; what it can do is described like the runtime's other types. */
register(
  nativeType("builtins", "complex", "Complex", {
    numeric: true,
    from: { int: "Complex::from_int", float: "Complex::from_float" },
    attributes: `
real -> float = real
imag -> float = imag`,
    methods: `
conjugate() -> complex
__abs__() -> float! = abs
__neg__() -> complex = negated
__pos__() -> complex = itself`,
    operators: `
complex + complex -> complex : plus
complex - complex -> complex : minus
complex * complex -> complex : times
complex / complex -> complex! : divided
complex ** complex -> complex! : power`,
  }),
);
