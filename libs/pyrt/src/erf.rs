//! `math.erf` and `math.erfc`: the rational approximations of fdlibm (Sun, 1993), summed in the order of glibc.
//!
//! A polynomial is the sum of its pairs `c₀ + z·c₁`, `c₂ + z·c₃` … times z⁰, z², z⁴ …: the order decides the last digit.

use crate::exponent;

const ERX: f64 = 0.845_062_911_510_467_5;
const EFX: f64 = 1.28379167095512586316e-01;

const P_SMALL: [f64; 5] = [
    1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03,
    -2.37630166566501626084e-05,
];
const Q_SMALL: [f64; 6] = [
    1.0, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04,
    -3.96022827877536812320e-06,
];
const P_MIDDLE: [f64; 7] = [
    -2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01,
    -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03,
];
const Q_MIDDLE: [f64; 7] = [
    1.0, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01,
    1.36370839120290507362e-02, 1.19844998467991074170e-02,
];
const R_NEAR: [f64; 8] = [
    -9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01,
    -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00,
];
const S_NEAR: [f64; 9] = [
    1.0, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02,
    4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02,
];
const R_FAR: [f64; 7] = [
    -9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02,
    -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02,
];
const S_FAR: [f64; 8] = [
    1.0, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03,
    2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01,
];

fn polynomial(c: &[f64], z: f64) -> f64 {
    let z2 = z * z;
    let z4 = z2 * z2;
    let powers = [1.0, z2, z4, z4 * z2, z4 * z4];
    let pair = |i: usize| if 2 * i + 1 < c.len() { c[2 * i] + z * c[2 * i + 1] } else { c[2 * i] };
    (1..(c.len() + 1) / 2).fold(pair(0), |sum, i| sum + powers[i] * pair(i))
}

/// x·(erf(x)/x − 1) where |x| < 0.84375, without the factor x.
fn small(x: f64) -> f64 {
    let z = x * x;
    polynomial(&P_SMALL, z) / polynomial(&Q_SMALL, z)
}

/// erf(|x|) − ERX where 0.84375 ≤ |x| < 1.25.
fn middle(x: f64) -> f64 {
    let s = x.abs() - 1.0;
    polynomial(&P_MIDDLE, s) / polynomial(&Q_MIDDLE, s)
}

/// erfc(x) where x ≥ 1.25.
fn tail(x: f64, near: bool) -> f64 {
    let s = 1.0 / (x * x);
    let (r, t) = if near { (&R_NEAR[..], &S_NEAR[..]) } else { (&R_FAR[..], &S_FAR[..]) };
    let ratio = polynomial(r, s) / polynomial(t, s);
    let z = f64::from_bits(x.to_bits() >> 32 << 32);
    exponent::exp(-z * z - 0.5625) * exponent::exp((z - x) * (z + x) + ratio) / x
}

fn high_word(x: f64) -> u32 {
    (x.abs().to_bits() >> 32) as u32
}

pub fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let size = x.abs();
    if size < 0.84375 {
        if high_word(x) >= 0x3e30_0000 {
            return x + x * small(x);
        }
        if high_word(x) < 0x0080_0000 {
            return 0.0625 * (16.0 * x + (16.0 * EFX) * x);
        }
        return x + EFX * x;
    }
    let value = if size < 1.25 {
        ERX + middle(x)
    } else if size >= 6.0 {
        1.0
    } else {
        1.0 - tail(size, high_word(x) < 0x4006_db6e)
    };
    value.copysign(x)
}

pub fn erfc(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let size = x.abs();
    if size < 0.84375 {
        if high_word(x) < 0x3c70_0000 {
            return 1.0 - x;
        }
        let y = small(x);
        return if x < 0.25 { 1.0 - (x + x * y) } else { 0.5 - (x * y + (x - 0.5)) };
    }
    if size < 1.25 {
        return if x > 0.0 { (1.0 - ERX) - middle(x) } else { 1.0 + (ERX + middle(x)) };
    }
    if x >= 28.0 {
        return 0.0;
    }
    if x < -6.0 {
        return 2.0;
    }
    let rest = tail(size, high_word(x) < 0x4006_db6d);
    if x > 0.0 { rest } else { 2.0 - rest }
}
