//! `statistics`: sums are exact, results rounded once.

use crate::fractions::Fraction;
use crate::*;

pub static STATISTICS_ERROR: ExcClass = ExcClass::declare_in("statistics", "StatisticsError", &[&exc::VALUE_ERROR]);

/// An int or a float: an item of mixed data, or a result that is an int where it is a whole number.
#[derive(Clone)]
pub enum Number {
    Int(Int),
    Float(f64),
}

/// Something that statistics are made of.
pub trait Datum: Clone + PyOrd {
    fn exact(&self) -> Fraction;
    fn float(&self) -> PyResult<f64>;
}

impl Datum for Int {
    fn exact(&self) -> Fraction {
        must(Fraction::from_int(self))
    }
    fn float(&self) -> PyResult<f64> {
        self.to_f64()
    }
}

impl Datum for f64 {
    fn exact(&self) -> Fraction {
        if !self.is_finite() {
            limit("statistics of inf or nan");
        }
        must(Fraction::from_float(*self))
    }
    fn float(&self) -> PyResult<f64> {
        Ok(*self)
    }
}

impl Datum for Number {
    fn exact(&self) -> Fraction {
        match self {
            Number::Int(value) => value.exact(),
            Number::Float(value) => value.exact(),
        }
    }
    fn float(&self) -> PyResult<f64> {
        match self {
            Number::Int(value) => value.to_f64(),
            Number::Float(value) => Ok(*value),
        }
    }
}

impl PyOrd for Number {
    fn py_lt(&self, other: &Number) -> bool {
        match (self, other) {
            (Number::Float(a), Number::Float(b)) => a < b,
            _ => self.exact().py_lt(&other.exact()),
        }
    }
}

/// Over mixed data: a float as soon as one is among them.
fn of_mixed(data: &[Number], value: Fraction) -> PyResult<Number> {
    let has_float = data.iter().any(|x| matches!(x, Number::Float(_)));
    if has_float { Ok(Number::Float(value.to_f64()?)) } else { number(&value) }
}

fn error<T>(text: &str) -> PyResult<T> {
    Err(STATISTICS_ERROR.msg(text))
}

fn number(value: &Fraction) -> PyResult<Number> {
    Ok(if value.denominator() == 1 { Number::Int(value.numerator()) } else { Number::Float(value.to_f64()?) })
}

fn total<T: Datum>(data: &[T]) -> Fraction {
    data.iter().fold(Fraction::zero(), |sum, x| sum.plus(&x.exact()))
}

fn size(count: usize) -> Fraction {
    must(Fraction::from_int(&int(count as i64)))
}

fn mean_exact<T: Datum>(data: &[T]) -> PyResult<Fraction> {
    if data.is_empty() {
        return error("mean requires at least one data point");
    }
    total(data).divided(&size(data.len()))
}

pub fn mean(data: impl PyIterator<Item = f64>) -> PyResult<f64> {
    mean_exact(&to_vec(data)?)?.to_f64()
}

pub fn mean_int(data: impl PyIterator<Item = Int>) -> PyResult<Number> {
    number(&mean_exact(&to_vec(data)?)?)
}

pub fn mean_mixed(data: impl PyIterator<Item = Number>) -> PyResult<Number> {
    let data = to_vec(data)?;
    of_mixed(&data, mean_exact(&data)?)
}

pub fn fmean<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<f64> {
    let data = floats(&to_vec(data)?)?;
    if data.is_empty() {
        return error("fmean requires at least one data point");
    }
    Ok(math::fsum(VecIter::new(data.clone()))? / data.len() as f64)
}

fn floats<T: Datum>(data: &[T]) -> PyResult<Vec<f64>> {
    data.iter().map(|x| x.float()).collect()
}

pub fn geometric_mean<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<f64> {
    let data = floats(&to_vec(data)?)?;
    if data.is_empty() || data.iter().any(|x| *x <= 0.0) {
        return error("geometric mean requires a non-empty dataset containing positive numbers");
    }
    let logs = data.iter().map(|x| math::log(*x)).collect::<PyResult<Vec<f64>>>()?;
    math::exp(math::fsum(VecIter::new(logs))? / data.len() as f64)
}

fn harmonic<T: Datum>(data: &[T]) -> PyResult<Option<f64>> {
    let values = floats(data)?;
    if values.is_empty() {
        return error("harmonic_mean requires at least one data point");
    }
    if values.iter().any(|x| *x < 0.0) {
        return error("harmonic mean does not support negative values");
    }
    if values.len() == 1 {
        return Ok(None);
    }
    if values.contains(&0.0) {
        return Ok(Some(0.0));
    }
    let inverse: Vec<f64> = values.iter().map(|x| 1.0 / x).collect();
    Ok(Some(size(values.len()).divided(&total(&inverse))?.to_f64()?))
}

pub fn harmonic_mean(data: impl PyIterator<Item = f64>) -> PyResult<f64> {
    let data = to_vec(data)?;
    match harmonic(&data)? {
        Some(value) if value == 0.0 => limit("a harmonic mean that is the int 0"),
        value => Ok(value.unwrap_or(data[0])),
    }
}

pub fn harmonic_mean_mixed(data: impl PyIterator<Item = Number>) -> PyResult<Number> {
    let data = to_vec(data)?;
    Ok(match harmonic(&data)? {
        None => data[0].clone(),
        Some(value) if value == 0.0 => Number::Int(int(0)),
        Some(value) => Number::Float(value),
    })
}

pub fn harmonic_mean_int(data: impl PyIterator<Item = Int>) -> PyResult<Number> {
    let data = to_vec(data)?;
    Ok(match harmonic(&data)? {
        None => Number::Int(data[0].clone()),
        Some(value) if value == 0.0 => Number::Int(int(0)),
        Some(value) => Number::Float(value),
    })
}

fn ordered<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<Vec<T>> {
    let data = sorted(data)?.to_vec();
    if data.is_empty() {
        return error("no median for empty data");
    }
    Ok(data)
}

pub fn median(data: impl PyIterator<Item = f64>) -> PyResult<f64> {
    let data = ordered(data)?;
    let n = data.len();
    Ok(if n % 2 == 1 { data[n / 2] } else { (data[n / 2 - 1] + data[n / 2]) / 2.0 })
}

pub fn median_int(data: impl PyIterator<Item = Int>) -> PyResult<Number> {
    let data = ordered(data)?;
    let n = data.len();
    if n % 2 == 1 {
        return Ok(Number::Int(data[n / 2].clone()));
    }
    Ok(Number::Float((&data[n / 2 - 1] + &data[n / 2]).truediv(2)?))
}

pub fn median_mixed(data: impl PyIterator<Item = Number>) -> PyResult<Number> {
    let data = ordered(data)?;
    let n = data.len();
    if n % 2 == 1 {
        return Ok(data[n / 2].clone());
    }
    Ok(Number::Float(match (&data[n / 2 - 1], &data[n / 2]) {
        (Number::Int(a), Number::Int(b)) => (a + b).truediv(2)?,
        (a, b) => (a.float()? + b.float()?) / 2.0,
    }))
}

pub fn median_low<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<T> {
    let data = ordered(data)?;
    Ok(data[(data.len() - 1) / 2].clone())
}

pub fn median_high<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<T> {
    let data = ordered(data)?;
    Ok(data[data.len() / 2].clone())
}

pub fn mode<T: Key>(data: impl PyIterator<Item = T>) -> PyResult<T> {
    let counts = Counter::from_iter(data)?;
    let most = counts.most_common(Some(int(1))).to_vec();
    match most.into_iter().next() {
        Some((value, _)) => Ok(value),
        None => error("no mode for empty data"),
    }
}

pub fn multimode<T: Key>(data: impl PyIterator<Item = T>) -> PyResult<List<T>> {
    let pairs = Counter::from_iter(data)?.pairs();
    let most = pairs.iter().map(|pair| pair.1.clone()).max().unwrap_or_default();
    Ok(List::from_vec(pairs.into_iter().filter(|pair| pair.1 == most).map(|pair| pair.0).collect()))
}

fn spread<T: Datum>(data: &[T], least: usize, name: &str) -> PyResult<Fraction> {
    if data.len() < least {
        let points = if least == 2 { "two data points" } else { "one data point" };
        return error(&format!("{} requires at least {}", name, points));
    }
    let count = size(data.len());
    let sum = total(data);
    let squares = data.iter().fold(Fraction::zero(), |all, x| {
        let x = x.exact();
        all.plus(&x.times(&x))
    });
    let around = count.times(&squares).minus(&sum.times(&sum)).divided(&count)?;
    around.divided(&size(data.len() + 1 - least))
}

pub fn variance(data: impl PyIterator<Item = f64>) -> PyResult<f64> {
    spread(&to_vec(data)?, 2, "variance")?.to_f64()
}

pub fn variance_int(data: impl PyIterator<Item = Int>) -> PyResult<Number> {
    number(&spread(&to_vec(data)?, 2, "variance")?)
}

pub fn variance_mixed(data: impl PyIterator<Item = Number>) -> PyResult<Number> {
    let data = to_vec(data)?;
    of_mixed(&data, spread(&data, 2, "variance")?)
}

pub fn pvariance_mixed(data: impl PyIterator<Item = Number>) -> PyResult<Number> {
    let data = to_vec(data)?;
    of_mixed(&data, spread(&data, 1, "pvariance")?)
}

pub fn pvariance(data: impl PyIterator<Item = f64>) -> PyResult<f64> {
    spread(&to_vec(data)?, 1, "pvariance")?.to_f64()
}

pub fn pvariance_int(data: impl PyIterator<Item = Int>) -> PyResult<Number> {
    number(&spread(&to_vec(data)?, 1, "pvariance")?)
}

pub fn stdev<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<f64> {
    root(&spread(&to_vec(data)?, 2, "stdev")?)
}

pub fn pstdev<T: Datum>(data: impl PyIterator<Item = T>) -> PyResult<f64> {
    root(&spread(&to_vec(data)?, 1, "pstdev")?)
}

/// The square root of a fraction, rounded once: enough bits, the last one sticky.
fn root(value: &Fraction) -> PyResult<f64> {
    let (n, m) = value.as_integer_ratio();
    if n.is_zero() {
        return Ok(0.0);
    }
    let sticky = |n: &Int, m: &Int| -> PyResult<Int> {
        let a = n.floordiv(m)?.isqrt();
        let exact = &a * &a * m == *n;
        Ok(if exact { a } else { a | int(1) })
    };
    let q = (n.bit_length() - m.bit_length() - 109).floordiv(2)?;
    if q.is_negative() {
        let up = -&q;
        return sticky(&n.shl(&up * 2)?, &m)?.truediv(int(1).shl(&up)?);
    }
    sticky(&n, &m.shl(&q * 2)?)?.shl(&q)?.to_f64()
}

pub fn quantiles<T: Datum>(data: impl PyIterator<Item = T>, n: &Int, inclusive: bool) -> PyResult<List<f64>> {
    let parts = n.clamp_i64();
    if parts < 1 {
        return error("n must be at least 1");
    }
    let data = floats(&sorted(data)?.to_vec())?;
    let count = data.len() as i64;
    if count < 2 {
        return error("must have at least two data points");
    }
    let out = List::new();
    for i in 1..parts {
        let (j, delta) = if inclusive {
            let at = i * (count - 1);
            (at / parts, at % parts)
        } else {
            let j = (i * (count + 1) / parts).max(1).min(count - 1);
            (j - 1, i * (count + 1) - j * parts)
        };
        let (low, high) = (data[j as usize], data.get(j as usize + 1).copied().unwrap_or(0.0));
        out.append((low * (parts - delta) as f64 + high * delta as f64) / parts as f64);
    }
    Ok(out)
}

fn paired(x: &[f64], y: &[f64], name: &str) -> PyResult<(f64, f64)> {
    if x.len() != y.len() {
        return error(&format!("{} requires that both inputs have same number of data points", name));
    }
    if x.len() < 2 {
        return error(&format!("{} requires at least two data points", name));
    }
    let average = |data: &[f64]| Ok(math::fsum(VecIter::new(data.to_vec()))? / data.len() as f64);
    Ok((average(x)?, average(y)?))
}

fn products(x: &[f64], y: &[f64], x_mean: f64, y_mean: f64) -> PyResult<f64> {
    math::fsum(VecIter::new(x.iter().zip(y).map(|(a, b)| (a - x_mean) * (b - y_mean)).collect()))
}

pub fn covariance<T: Datum, U: Datum>(x: impl PyIterator<Item = T>, y: impl PyIterator<Item = U>) -> PyResult<f64> {
    let (x, y) = (floats(&to_vec(x)?)?, floats(&to_vec(y)?)?);
    let (a, b) = paired(&x, &y, "covariance")?;
    Ok(products(&x, &y, a, b)? / (x.len() - 1) as f64)
}

pub fn correlation<T: Datum, U: Datum>(x: impl PyIterator<Item = T>, y: impl PyIterator<Item = U>) -> PyResult<f64> {
    let (x, y) = (floats(&to_vec(x)?)?, floats(&to_vec(y)?)?);
    let (a, b) = paired(&x, &y, "correlation")?;
    let (xy, xx, yy) = (products(&x, &y, a, b)?, products(&x, &x, a, a)?, products(&y, &y, b, b)?);
    match float::div(xy, math::sqrt(xx * yy)?) {
        Ok(value) => Ok(value),
        Err(_) => error("at least one of the inputs is constant"),
    }
}
