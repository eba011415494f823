//! `random`: the Mersenne twister, with CPython's seeding and the same draws.

use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

const N: usize = 624;
const M: usize = 397;

#[derive(Clone)]
struct Twister {
    state: [u32; N],
    at: usize,
    next_gauss: Option<f64>,
}

impl Twister {
    fn from_u32(seed: u32) -> Twister {
        let mut state = [0u32; N];
        state[0] = seed;
        for i in 1..N {
            let last = state[i - 1];
            state[i] = 1_812_433_253u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(i as u32);
        }
        Twister { state, at: N, next_gauss: None }
    }

    fn from_key(key: &[u32]) -> Twister {
        let mut out = Twister::from_u32(19_650_218);
        let state = &mut out.state;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let last = state[i - 1];
            state[i] = (state[i] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                state[0] = state[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let last = state[i - 1];
            state[i] = (state[i] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                state[0] = state[N - 1];
                i = 1;
            }
        }
        state[0] = 0x8000_0000;
        out
    }

    fn from_chance() -> Twister {
        use std::collections::hash_map::RandomState;
        use std::hash::{BuildHasher, Hasher};
        let key: Vec<u32> = (0..8).map(|_| RandomState::new().build_hasher().finish() as u32).collect();
        Twister::from_key(&key)
    }

    fn from_int(seed: &Int) -> Twister {
        let mut key = seed.magnitude();
        if key.is_empty() {
            key.push(0);
        }
        Twister::from_key(&key)
    }

    fn draw(&mut self) -> u32 {
        if self.at >= N {
            for i in 0..N {
                let y = (self.state[i] & 0x8000_0000) | (self.state[(i + 1) % N] & 0x7fff_ffff);
                let mix = if y & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[i] = self.state[(i + M) % N] ^ (y >> 1) ^ mix;
            }
            self.at = 0;
        }
        let mut y = self.state[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn random(&mut self) -> f64 {
        let a = self.draw() >> 5;
        let b = self.draw() >> 6;
        (f64::from(a) * 67_108_864.0 + f64::from(b)) / 9_007_199_254_740_992.0
    }

    fn bits(&mut self, count: u64) -> Int {
        if count <= 32 {
            return int(i64::from(if count == 0 { 0 } else { self.draw() >> (32 - count) }));
        }
        let mut limbs = Vec::new();
        let mut left = count;
        while left > 0 {
            let limb = self.draw();
            limbs.push(if left < 32 { limb >> (32 - left) } else { limb });
            left = left.saturating_sub(32);
        }
        Int::from_parts(false, limbs)
    }

    fn below(&mut self, n: &Int) -> Int {
        let bits = n.bit_length().clamp_i64() as u64;
        loop {
            let draw = self.bits(bits);
            if draw < *n {
                return draw;
            }
        }
    }

    fn below_usize(&mut self, n: usize) -> usize {
        self.below_i64(n as i64) as usize
    }

    fn below_i64(&mut self, n: i64) -> i64 {
        self.below(&int(n)).clamp_i64()
    }
}

/// How long a range is; `len` of what no machine word counts raises.
fn counted(xs: &Range) -> PyResult<i64> {
    xs.count_of().to_i64().ok_or_else(|| exc::OVERFLOW_ERROR.msg("Python int too large to convert to C ssize_t"))
}

/// `random.Random`: clones share the state.
#[derive(Clone)]
pub struct Random(Rc<RefCell<Twister>>);

thread_local! {
    static SHARED: Random = Random::unseeded();
}

impl Random {
    pub fn new(seed: &Int) -> Random {
        Random(Rc::new(RefCell::new(Twister::from_int(seed))))
    }

    pub fn unseeded() -> Random {
        Random(Rc::new(RefCell::new(Twister::from_chance())))
    }

    /// `seed(None)`: draws that differ from run to run.
    pub fn seed_none(&self, _none: ()) {
        *self.0.borrow_mut() = Twister::from_chance();
    }

    pub fn seed(&self, seed: &Int) {
        *self.0.borrow_mut() = Twister::from_int(seed);
    }

    pub fn seed_str(&self, seed: &Str) {
        self.seed(&number_of(seed.as_str().as_bytes()));
    }

    /// `seed(x)` of a float: by its hash.
    pub fn seed_float(&self, seed: f64) {
        self.seed(&Int::from_parts(false, words(hash(&seed).clamp_i64() as u64)));
    }

    pub fn seed_bytes(&self, seed: &Bytes) {
        self.seed(&number_of(seed.as_slice()));
    }

    pub fn getstate(&self) -> RandomState {
        RandomState(Rc::new(self.0.borrow().clone()))
    }

    pub fn setstate(&self, state: &RandomState) {
        *self.0.borrow_mut() = (*state.0).clone();
    }

    pub fn randbytes(&self, count: &Int) -> PyResult<Bytes> {
        if count.is_negative() {
            return Err(exc::VALUE_ERROR.msg("number of bits must be non-negative"));
        }
        let bits = self.getrandbits(&(count * 8))?;
        bits.to_bytes(count.clamp_i64(), true, false)
    }

    pub fn random(&self) -> f64 {
        self.0.borrow_mut().random()
    }

    pub fn getrandbits(&self, count: &Int) -> PyResult<Int> {
        if count.is_negative() {
            return Err(exc::VALUE_ERROR.msg("number of bits must be non-negative"));
        }
        Ok(self.0.borrow_mut().bits(count.to_usize()? as u64))
    }

    /// `randrange(stop)`.
    pub fn randrange(&self, stop: &Int) -> PyResult<Int> {
        if *stop <= 0 {
            return Err(exc::VALUE_ERROR.msg("empty range for randrange()"));
        }
        Ok(self.0.borrow_mut().below(stop))
    }

    /// `randrange(start, stop)`.
    pub fn randrange2(&self, start: &Int, stop: &Int) -> PyResult<Int> {
        let width = stop - start;
        if width <= 0 {
            return Err(exc::VALUE_ERROR.msg(format!(
                "empty range for randrange() ({}, {}, {})",
                start.digits(),
                stop.digits(),
                width.digits()
            )));
        }
        Ok(start + self.0.borrow_mut().below(&width))
    }

    /// `randrange(start, stop, step)`.
    pub fn randrange3(&self, start: &Int, stop: &Int, step: &Int) -> PyResult<Int> {
        if *step == 1 {
            return self.randrange2(start, stop);
        }
        if step.is_zero() {
            return Err(exc::VALUE_ERROR.msg("zero step for randrange()"));
        }
        let count = Range { start: start.clone(), stop: stop.clone(), step: step.clone() }.count_of();
        if count.is_zero() {
            return Err(exc::VALUE_ERROR.msg("empty range for randrange()"));
        }
        Ok(start + step * self.0.borrow_mut().below(&count))
    }

    pub fn randint(&self, a: &Int, b: &Int) -> PyResult<Int> {
        self.randrange2(a, &(b + 1))
    }

    pub fn uniform(&self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    pub fn choice<T: Clone>(&self, xs: &List<T>) -> PyResult<T> {
        if xs.is_empty() {
            return Err(exc::INDEX_ERROR.msg("Cannot choose from an empty sequence"));
        }
        let at = self.0.borrow_mut().below_usize(xs.py_len());
        xs.get(at)
    }

    /// Where one of so many items is.
    pub fn choice_at(&self, count: &Int) -> PyResult<Int> {
        match count.to_i64() {
            Some(0) => Err(exc::INDEX_ERROR.msg("Cannot choose from an empty sequence")),
            Some(n) => Ok(int(self.0.borrow_mut().below_i64(n))),
            None => limit("a choice from more items than an object can have"),
        }
    }

    pub fn choice_range(&self, xs: &Range) -> PyResult<Int> {
        let n = counted(xs)?;
        if n == 0 {
            return Err(exc::INDEX_ERROR.msg("Cannot choose from an empty sequence"));
        }
        let at = self.0.borrow_mut().below_i64(n);
        xs.get(at)
    }

    pub fn choice_str(&self, text: &Str) -> PyResult<Str> {
        if text.is_empty() {
            return Err(exc::INDEX_ERROR.msg("Cannot choose from an empty sequence"));
        }
        let at = self.0.borrow_mut().below_usize(text.chars_len());
        text.get(at)
    }

    pub fn shuffle<T>(&self, xs: &List<T>) {
        let mut twister = self.0.borrow_mut();
        xs.with_mut(|items| {
            for i in (1..items.len()).rev() {
                let j = twister.below_usize(i + 1);
                items.swap(i, j);
            }
        });
    }

    pub fn sample<T: Clone>(&self, xs: &List<T>, k: &Int) -> PyResult<List<T>> {
        self.sampled(xs.py_len() as i64, k)?.into_iter().map(|at| xs.get(at)).collect::<PyResult<Vec<T>>>().map(List::from_vec)
    }

    /// `sample(range(…), k)`.
    pub fn sample_range(&self, xs: &Range, k: &Int) -> PyResult<List<Int>> {
        let n = counted(xs)?;
        self.sampled(n, k)?.into_iter().map(|at| xs.get(at)).collect::<PyResult<Vec<Int>>>().map(List::from_vec)
    }

    /// The places of `k` of `n` items.
    fn sampled(&self, n: i64, k: &Int) -> PyResult<Vec<i64>> {
        let k = match k.to_i64() {
            Some(k) if k >= 0 && k <= n => k as usize,
            _ => return Err(exc::VALUE_ERROR.msg("Sample larger than population or is negative")),
        };
        let mut twister = self.0.borrow_mut();
        let mut set_size = 21.0;
        if k > 5 {
            set_size += 4f64.powf(((k as f64 * 3.0).ln() / 4f64.ln()).ceil());
        }
        let mut out = Vec::with_capacity(k);
        if n as f64 <= set_size {
            let mut pool: Vec<i64> = (0..n).collect();
            for i in 0..k {
                let j = twister.below_usize(n as usize - i);
                out.push(pool[j]);
                pool[j] = pool[n as usize - i - 1];
            }
        } else {
            let mut taken = std::collections::HashSet::new();
            for _ in 0..k {
                let mut j = twister.below_i64(n);
                while !taken.insert(j) {
                    j = twister.below_i64(n);
                }
                out.push(j);
            }
        }
        Ok(out)
    }

    /// `sample(xs, k, counts=…)`.
    pub fn sample_counts<T: Clone>(&self, xs: &List<T>, k: &Int, counts: &List<Int>) -> PyResult<List<T>> {
        if counts.py_len() != xs.py_len() {
            return Err(exc::VALUE_ERROR.msg("The number of counts does not match the population"));
        }
        let mut sums = Vec::new();
        let mut total = int(0);
        for count in counts.to_vec() {
            total += &count;
            sums.push(total.clone());
        }
        if total <= 0 {
            return Err(exc::VALUE_ERROR.msg("Total of counts must be greater than zero"));
        }
        let sums = List::from_vec(sums);
        let drawn = self.sample(&to_list(range(total).iter())?, k)?;
        let out: PyResult<Vec<T>> =
            drawn.to_vec().iter().map(|at| xs.get(bisect::bisect_right(&sums, at, (), ())?)).collect();
        out.map(List::from_vec)
    }

    /// `choices(xs, k=k)`.
    pub fn choices<T: Clone>(&self, xs: &List<T>, k: &Int) -> PyResult<List<T>> {
        let n = xs.py_len() as f64;
        if n == 0.0 {
            return Err(exc::INDEX_ERROR.msg("list index out of range"));
        }
        (0..k.clamp_i64()).map(|_| xs.get((self.random() * n).floor() as i64)).collect::<PyResult<Vec<T>>>().map(List::from_vec)
    }

    /// `choices(xs, weights, k=k)`.
    pub fn choices_weighted<T: Clone>(&self, xs: &List<T>, weights: &List<f64>, k: &Int) -> PyResult<List<T>> {
        let mut sums = Vec::new();
        let mut total = 0.0;
        for weight in weights.to_vec() {
            total += weight;
            sums.push(total);
        }
        self.choices_summed(xs, &List::from_vec(sums), k)
    }

    /// `choices(xs, cum_weights=…, k=k)`.
    pub fn choices_summed<T: Clone>(&self, xs: &List<T>, sums: &List<f64>, k: &Int) -> PyResult<List<T>> {
        if sums.py_len() != xs.py_len() {
            return Err(exc::VALUE_ERROR.msg("The number of weights does not match the population"));
        }
        let total = sums.get(-1)?;
        if total <= 0.0 {
            return Err(exc::VALUE_ERROR.msg("Total of weights must be greater than zero"));
        }
        if !total.is_finite() {
            return Err(exc::VALUE_ERROR.msg("Total of weights must be finite"));
        }
        let last = xs.py_len() as i64 - 1;
        let out: PyResult<Vec<T>> = (0..k.clamp_i64())
            .map(|_| xs.get(bisect::bisect_right(sums, &(self.random() * total), 0, last)?))
            .collect();
        out.map(List::from_vec)
    }

    pub fn gauss(&self, mu: f64, sigma: f64) -> f64 {
        let mut twister = self.0.borrow_mut();
        let z = match twister.next_gauss.take() {
            Some(z) => z,
            None => {
                let angle = twister.random() * math::TAU;
                let radius = (-2.0 * exponent::ln(1.0 - twister.random())).sqrt();
                twister.next_gauss = Some(libm::sin(angle) * radius);
                libm::cos(angle) * radius
            }
        };
        mu + z * sigma
    }

    pub fn normalvariate(&self, mu: f64, sigma: f64) -> f64 {
        let magic = 4.0 * exponent::exp(-0.5) / 2f64.sqrt();
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = magic * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -exponent::ln(u2) {
                return mu + z * sigma;
            }
        }
    }

    pub fn lognormvariate(&self, mu: f64, sigma: f64) -> PyResult<f64> {
        math::exp(self.normalvariate(mu, sigma))
    }

    pub fn expovariate(&self, rate: f64) -> PyResult<f64> {
        float::div(-exponent::ln(1.0 - self.random()), rate)
    }

    /// `triangular(low, high, mode)`; without a mode the middle.
    pub fn triangular(&self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let u = self.random();
        let c = match mode {
            None => 0.5,
            Some(_) if high == low => limit("random.triangular of one point"),
            Some(mode) => (mode - low) / (high - low),
        };
        if u > c {
            return high + (low - high) * ((1.0 - u) * (1.0 - c)).sqrt();
        }
        low + (high - low) * (u * c).sqrt()
    }

    pub fn gammavariate(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        if alpha <= 0.0 || beta <= 0.0 {
            return Err(exc::VALUE_ERROR.msg("gammavariate: alpha and beta must be > 0.0"));
        }
        if alpha > 1.0 {
            return self.gamma_above(alpha, beta);
        }
        if alpha == 1.0 {
            return Ok(-math::log(1.0 - self.random())? * beta);
        }
        let e = std::f64::consts::E;
        let x = loop {
            let u = self.random();
            let b = (e + alpha) / e;
            let p = b * u;
            let x = if p <= 1.0 { math::pow(p, 1.0 / alpha)? } else { -math::log((b - p) / alpha)? };
            let u1 = self.random();
            if p > 1.0 {
                if u1 <= math::pow(x, alpha - 1.0)? {
                    break x;
                }
            } else if u1 <= math::exp(-x)? {
                break x;
            }
        };
        Ok(x * beta)
    }

    /// Cheng's way, of alpha past 1.
    fn gamma_above(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        let ainv = (2.0 * alpha - 1.0).sqrt();
        let bbb = alpha - math::log(4.0)?;
        let ccc = alpha + ainv;
        let magic = 1.0 + math::log(4.5)?;
        loop {
            let u1 = self.random();
            if !(1e-7 < u1 && u1 < 0.999_999_9) {
                continue;
            }
            let u2 = 1.0 - self.random();
            let v = math::log(u1 / (1.0 - u1))? / ainv;
            let x = alpha * math::exp(v)?;
            let z = u1 * u1 * u2;
            let r = bbb + ccc * v - x;
            if r + magic - 4.5 * z >= 0.0 || r >= math::log(z)? {
                return Ok(x * beta);
            }
        }
    }

    pub fn betavariate(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        let y = self.gammavariate(alpha, 1.0)?;
        if y == 0.0 {
            return Ok(0.0);
        }
        Ok(y / (y + self.gammavariate(beta, 1.0)?))
    }

    pub fn paretovariate(&self, alpha: f64) -> PyResult<f64> {
        let u = 1.0 - self.random();
        float::pow(u, float::div(-1.0, alpha)?)
    }

    /// Best and Fisher, Efficient Simulation of the von Mises Distribution, 1979.
    pub fn vonmisesvariate(&self, mu: f64, kappa: f64) -> PyResult<f64> {
        if kappa <= 1e-6 {
            return Ok(math::TAU * self.random());
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = math::cos(math::PI * self.random())?;
            let d = z / (r + z);
            let u = self.random();
            if u < 1.0 - d * d || u <= (1.0 - d) * math::exp(d)? {
                break z;
            }
        };
        let q = 1.0 / r;
        let angle = math::acos((q + z) / (1.0 + q * z))?;
        let sum = if self.random() > 0.5 { mu + angle } else { mu - angle };
        float::modulo(sum, math::TAU)
    }

    pub fn weibullvariate(&self, alpha: f64, beta: f64) -> PyResult<f64> {
        let u = 1.0 - self.random();
        Ok(alpha * float::pow(-math::log(u)?, float::div(1.0, beta)?)?)
    }
}

fn words(bits: u64) -> Vec<u32> {
    vec![bits as u32, (bits >> 32) as u32]
}

/// What `getstate` gives: only good for `setstate`.
#[derive(Clone)]
pub struct RandomState(Rc<Twister>);

impl PyRepr for RandomState {
    fn repr_to(&self, _out: &mut String) {
        limit("the state of a random generator is kept as a whole")
    }
    fn type_name(&self) -> &'static str {
        "tuple"
    }
}

impl PyIs for RandomState {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

impl PyRepr for Random {
    fn repr_to(&self, _out: &mut String) {
        limit("the repr of a Random holds its address")
    }
    fn type_name(&self) -> &'static str {
        "Random"
    }
}

impl PyIs for Random {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

by_identity!(Random);
by_identity!(RandomState);
opaque! {
    Random, "Random";
    RandomState, "tuple";
}

/// The number a text seeds with: its bytes and their SHA-512.
fn number_of(bytes: &[u8]) -> Int {
    let mut all = bytes.to_vec();
    all.extend(sha512::digest(bytes));
    Int::from_bytes(&Bytes::from_vec(all), false, false)
}

/// The module's own generator.
pub fn shared() -> Random {
    SHARED.with(|shared| shared.clone())
}
