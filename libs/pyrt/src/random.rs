//! `random`: the Mersenne twister, with CPython's seeding and the same draws.

use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

const N: usize = 624;
const M: usize = 397;

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
        self.below(&int(n as i64)).clamp_i64() as usize
    }
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
        use std::collections::hash_map::RandomState;
        use std::hash::{BuildHasher, Hasher};
        let key: Vec<u32> = (0..8).map(|_| RandomState::new().build_hasher().finish() as u32).collect();
        Random(Rc::new(RefCell::new(Twister::from_key(&key))))
    }

    pub fn seed(&self, seed: &Int) {
        *self.0.borrow_mut() = Twister::from_int(seed);
    }

    pub fn seed_str(&self, seed: &Str) {
        self.seed(&number_of(seed.as_str().as_bytes()));
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
        let n = xs.py_len();
        let k = match k.to_i64() {
            Some(k) if k >= 0 && k <= n as i64 => k as usize,
            _ => return Err(exc::VALUE_ERROR.msg("Sample larger than population or is negative")),
        };
        let mut twister = self.0.borrow_mut();
        let mut set_size = 21.0;
        if k > 5 {
            set_size += 4f64.powf(((k as f64 * 3.0).ln() / 4f64.ln()).ceil());
        }
        let mut out = Vec::with_capacity(k);
        if n as f64 <= set_size {
            let mut pool = xs.to_vec();
            for i in 0..k {
                let j = twister.below_usize(n - i);
                out.push(pool[j].clone());
                pool[j] = pool[n - i - 1].clone();
            }
        } else {
            let mut taken = std::collections::HashSet::new();
            for _ in 0..k {
                let mut j = twister.below_usize(n);
                while !taken.insert(j) {
                    j = twister.below_usize(n);
                }
                out.push(xs.get(j)?);
            }
        }
        Ok(List::from_vec(out))
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
        if sums.len() != xs.py_len() {
            return Err(exc::VALUE_ERROR.msg("The number of weights does not match the population"));
        }
        if total <= 0.0 {
            return Err(exc::VALUE_ERROR.msg("Total of weights must be greater than zero"));
        }
        let sums = List::from_vec(sums);
        let last = xs.py_len() as i64 - 1;
        let out: PyResult<Vec<T>> = (0..k.clamp_i64())
            .map(|_| xs.get(bisect::bisect_right(&sums, &(self.random() * total), 0, last)?))
            .collect();
        out.map(List::from_vec)
    }

    pub fn gauss(&self, mu: f64, sigma: f64) -> f64 {
        let mut twister = self.0.borrow_mut();
        let z = match twister.next_gauss.take() {
            Some(z) => z,
            None => {
                let angle = twister.random() * math::TAU;
                let radius = (-2.0 * (1.0 - twister.random()).ln()).sqrt();
                twister.next_gauss = Some(libm::sin(angle) * radius);
                libm::cos(angle) * radius
            }
        };
        mu + z * sigma
    }

    pub fn normalvariate(&self, mu: f64, sigma: f64) -> f64 {
        let magic = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = magic * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -u2.ln() {
                return mu + z * sigma;
            }
        }
    }

    pub fn expovariate(&self, rate: f64) -> f64 {
        -(1.0 - self.random()).ln() / rate
    }

    pub fn triangular(&self, low: f64, high: f64, mode: f64) -> f64 {
        let u = self.random();
        if high == low {
            return low;
        }
        let c = (mode - low) / (high - low);
        if u > c {
            return high + (low - high) * ((1.0 - u) * (1.0 - c)).sqrt();
        }
        low + (high - low) * (u * c).sqrt()
    }
}

/// The number a text seeds with: its bytes and their SHA-512.
fn number_of(bytes: &[u8]) -> Int {
    let mut all = bytes.to_vec();
    all.extend(sha512::digest(bytes));
    Int::from_bytes(&Bytes::from_vec(all), false, false)
}

fn shared() -> Random {
    SHARED.with(|shared| shared.clone())
}

pub fn seed(seed: &Int) {
    shared().seed(seed)
}

pub fn seed_str(seed: &Str) {
    shared().seed_str(seed)
}

pub fn random() -> f64 {
    shared().random()
}

pub fn getrandbits(count: &Int) -> PyResult<Int> {
    shared().getrandbits(count)
}

pub fn randrange(stop: &Int) -> PyResult<Int> {
    shared().randrange(stop)
}

pub fn randrange2(start: &Int, stop: &Int) -> PyResult<Int> {
    shared().randrange2(start, stop)
}

pub fn randrange3(start: &Int, stop: &Int, step: &Int) -> PyResult<Int> {
    shared().randrange3(start, stop, step)
}

pub fn randint(a: &Int, b: &Int) -> PyResult<Int> {
    shared().randint(a, b)
}

pub fn uniform(a: f64, b: f64) -> f64 {
    shared().uniform(a, b)
}

pub fn choice<T: Clone>(xs: &List<T>) -> PyResult<T> {
    shared().choice(xs)
}

pub fn choice_str(text: &Str) -> PyResult<Str> {
    shared().choice_str(text)
}

pub fn shuffle<T>(xs: &List<T>) {
    shared().shuffle(xs)
}

pub fn sample<T: Clone>(xs: &List<T>, k: &Int) -> PyResult<List<T>> {
    shared().sample(xs, k)
}

pub fn choices<T: Clone>(xs: &List<T>, k: &Int) -> PyResult<List<T>> {
    shared().choices(xs, k)
}

pub fn choices_weighted<T: Clone>(xs: &List<T>, weights: &List<f64>, k: &Int) -> PyResult<List<T>> {
    shared().choices_weighted(xs, weights, k)
}

pub fn gauss(mu: f64, sigma: f64) -> f64 {
    shared().gauss(mu, sigma)
}

pub fn normalvariate(mu: f64, sigma: f64) -> f64 {
    shared().normalvariate(mu, sigma)
}

pub fn expovariate(rate: f64) -> f64 {
    shared().expovariate(rate)
}

pub fn triangular(low: f64, high: f64, mode: f64) -> f64 {
    shared().triangular(low, high, mode)
}
