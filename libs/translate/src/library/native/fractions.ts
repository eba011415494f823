import { describedCalls } from "./module.js";
import { nativeType, register } from "./types.js";

register(
  nativeType("fractions", "Fraction", "fractions::Fraction", {
    numeric: true,
    ordered: true,
    from: { int: "fractions::Fraction::from_int" },
    attributes: `
numerator -> int
denominator -> int`,
    methods: `
limit_denominator(max_denominator:int=&int(1000000)) -> Fraction!
as_integer_ratio() -> tuple[int, int]
__abs__() -> Fraction = abs
__neg__() -> Fraction = negated
__pos__() -> Fraction = clone
__int__() -> int = trunc
__float__() -> float! = to_f64
__round__() -> int = round
__round__(ndigits:int) -> Fraction! = round_digits
__divmod__(b:Fraction) -> tuple[int, Fraction]! = divmod
__floor__() -> int = floor
__ceil__() -> int = ceil
__trunc__() -> int = trunc`,
    operators: `
Fraction + Fraction -> Fraction : plus
Fraction - Fraction -> Fraction : minus
Fraction * Fraction -> Fraction : times
Fraction / Fraction -> Fraction! : divided
Fraction // Fraction -> int! : floordiv
Fraction % Fraction -> Fraction! : modulo
Fraction ** int -> Fraction! : power
Fraction + float -> float! : plus_float
float + Fraction -> float! : ~plus_float
Fraction - float -> float! : minus_float
float - Fraction -> float! : ~from_float_minus
Fraction * float -> float! : times_float
float * Fraction -> float! : ~times_float
Fraction / float -> float! : divided_float
float / Fraction -> float! : ~float_divided
Fraction ** float -> float! : power_float`,
  }),
);

export const fractions = describedCalls(
  "fractions",
  `
Fraction() -> Fraction = Fraction::zero
Fraction(numerator:int) -> Fraction! = Fraction::from_int
Fraction(numerator:int, denominator:int) -> Fraction! = Fraction::new
Fraction(numerator:float) -> Fraction! = Fraction::from_float
Fraction(numerator:str) -> Fraction! = Fraction::parse
Fraction(numerator:Fraction) -> Fraction = Fraction::from_fraction
Fraction(numerator:Fraction, denominator:Fraction) -> Fraction! = Fraction::of
Fraction.from_float(f:int) -> Fraction! = Fraction::from_int
Fraction.from_float(f:float) -> Fraction! = Fraction::from_float`,
);
