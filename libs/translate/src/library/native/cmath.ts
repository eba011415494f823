import { describedCalls, describedConstants } from "./module.js";

export const cmath = describedCalls(
  "cmath",
  `
sqrt(z:complex) -> complex!
exp(z:complex) -> complex!
log(z:complex) -> complex!
log(z:complex, base:complex) -> complex! = log_base
phase(z:complex) -> float
polar(z:complex) -> tuple[float, float]!
rect(r:float, phi:float) -> complex!
isnan(z:complex) -> bool
isinf(z:complex) -> bool
isfinite(z:complex) -> bool
isclose(a:complex, b:complex, *, rel_tol:float=1e-9, abs_tol:float=0.0) -> bool!
sin(z:complex) -> complex!
cos(z:complex) -> complex!
sinh(z:complex) -> complex!
cosh(z:complex) -> complex!
tan(z:complex) -> complex!
tanh(z:complex) -> complex!
asin(z:complex) -> complex!
acos(z:complex) -> complex!
atan(z:complex) -> complex!
asinh(z:complex) -> complex!
acosh(z:complex) -> complex!
atanh(z:complex) -> complex!
log10(z:complex) -> complex!`,
);

export const CMATH_CONSTANTS = describedConstants(
  "cmath",
  `
pi: float = std::f64::consts::PI
e: float = std::f64::consts::E
tau: float = std::f64::consts::TAU
inf: float = f64::INFINITY
nan: float = f64::NAN
infj: complex = Complex::new(0.0, f64::INFINITY)
nanj: complex = Complex::new(0.0, f64::NAN)`,
);
