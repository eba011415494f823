import { describedCalls, describedConstants } from "./module.js";
import { nativeType, register } from "./types.js";

register(
  nativeType("decimal", "Decimal", "decimal::Decimal", {
    numeric: true,
    ordered: true,
    notes: true,
    from: { int: "decimal::Decimal::from_int" },
    methods: `
quantize(exp:Decimal, rounding:str?=None) -> Decimal!
sqrt() -> Decimal!
exp() -> Decimal!
ln() -> Decimal!
log10() -> Decimal!
normalize() -> Decimal!
to_integral_value(rounding:str?=None) -> Decimal!
to_integral(rounding:str?=None) -> Decimal! = to_integral_value
compare(other:Decimal) -> Decimal
max(other:Decimal) -> Decimal!
min(other:Decimal) -> Decimal!
fma(other:Decimal, third:Decimal) -> Decimal!
scaleb(other:Decimal) -> Decimal!
adjusted() -> int
as_tuple() -> DecimalTuple
as_integer_ratio() -> tuple[int, int]!
copy_abs() -> Decimal
copy_negate() -> Decimal
copy_sign(other:Decimal) -> Decimal
same_quantum(other:Decimal) -> bool
is_nan() -> bool
is_infinite() -> bool
is_finite() -> bool
is_zero() -> bool
is_signed() -> bool
to_eng_string() -> str
__abs__() -> Decimal! = abs
__neg__() -> Decimal! = negated
__pos__() -> Decimal! = positive
__int__() -> int! = trunc
__float__() -> float! = to_f64
__round__() -> int! = round
__round__(ndigits:int) -> Decimal! = round_digits
__divmod__(b:Decimal) -> tuple[Decimal, Decimal]! = divmod
__floor__() -> int! = floor
__ceil__() -> int! = ceil
__trunc__() -> int! = trunc`,
    operators: `
Decimal + Decimal -> Decimal! : plus
Decimal - Decimal -> Decimal! : minus
Decimal * Decimal -> Decimal! : times
Decimal / Decimal -> Decimal! : divided
Decimal // Decimal -> Decimal! : floordiv
Decimal % Decimal -> Decimal! : modulo
Decimal ** Decimal -> Decimal! : power`,
  }),
  nativeType("decimal", "DecimalTuple", "decimal::DecimalTuple", {
    attributes: `
sign -> int
digits -> tuple[int, ...]
exponent -> int`,
  }),
  nativeType("decimal", "Context", "decimal::Context", {
    frozen: false,
    attributes: `
prec -> int
rounding -> str`,
    settable: `
prec int set_prec
rounding str set_rounding`,
    methods: `
copy() -> Context
create_decimal(num:str) -> Decimal! = create_text
create_decimal(num:Decimal) -> Decimal!
divide(a:Decimal, b:Decimal) -> Decimal!
add(a:Decimal, b:Decimal) -> Decimal!
multiply(a:Decimal, b:Decimal) -> Decimal!
sqrt(a:Decimal) -> Decimal!`,
  }),
);

const ROUNDINGS = "CEILING FLOOR UP DOWN HALF_UP HALF_DOWN HALF_EVEN 05UP".split(" ");

export const decimal = describedCalls(
  "decimal",
  `
Decimal() -> Decimal = Decimal::zero
Decimal(value:int) -> Decimal! = Decimal::from_int
Decimal(value:float) -> Decimal! = Decimal::from_float
Decimal(value:str) -> Decimal! = Decimal::parse
Decimal(value:Decimal) -> Decimal = Decimal::from_decimal
Decimal.from_float(f:int) -> Decimal! = Decimal::from_int
Decimal.from_float(f:float) -> Decimal! = Decimal::from_float
getcontext() -> Context
setcontext(ctx:Context) -> None
Context(prec:int=&int(28), rounding:str=&lit("ROUND_HALF_EVEN")) -> Context! = Context::made`,
);

export const DECIMAL_CONSTANTS = describedConstants(
  "decimal",
  ROUNDINGS.map((name) => `ROUND_${name}: str = lit("ROUND_${name}")`).join("\n"),
);

export const DECIMAL_EXCEPTIONS: Record<string, string> = {
  "decimal.InvalidOperation": "decimal::INVALID_OPERATION",
  "decimal.DivisionByZero": "decimal::DIVISION_BY_ZERO",
  "decimal.Overflow": "decimal::OVERFLOW",
  "decimal.DecimalException": "decimal::DECIMAL_EXCEPTION",
};
