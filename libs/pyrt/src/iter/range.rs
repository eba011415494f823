//! range().

use super::*;

/// `range`.
#[derive(Clone)]
pub struct Range {
    pub start: Int,
    pub stop: Int,
    pub step: Int,
}

#[inline]
pub fn range(stop: impl Into<Int>) -> Range {
    Range { start: int(0), stop: stop.into(), step: int(1) }
}

#[inline]
pub fn range2(start: impl Into<Int>, stop: impl Into<Int>) -> Range {
    Range { start: start.into(), stop: stop.into(), step: int(1) }
}

pub fn range3(start: impl Into<Int>, stop: impl Into<Int>, step: impl Into<Int>) -> PyResult<Range> {
    let step = step.into();
    if step.is_zero() {
        return Err(exc::VALUE_ERROR.msg("range() arg 3 must not be zero"));
    }
    Ok(Range { start: start.into(), stop: stop.into(), step })
}

/// `range(*bounds)`.
pub fn range_of(bounds: &[Int]) -> PyResult<Range> {
    match bounds {
        [] => Err(exc::TYPE_ERROR.msg("range expected at least 1 argument, got 0")),
        [stop] => Ok(range(stop)),
        [start, stop] => Ok(range2(start, stop)),
        [start, stop, step] => range3(start, stop, step),
        more => Err(exc::TYPE_ERROR.msg(format!("range expected at most 3 arguments, got {}", more.len()))),
    }
}

impl From<&Int> for Int {
    #[inline(always)]
    fn from(value: &Int) -> Int {
        value.clone()
    }
}

impl Range {
    pub fn count_of(&self) -> Int {
        let (low, high, step) = if self.step.is_negative() {
            (&self.stop, &self.start, -&self.step)
        } else {
            (&self.start, &self.stop, self.step.clone())
        };
        if low >= high {
            return int(0);
        }
        must((high - low - 1).floordiv(&step)) + 1
    }

    pub fn get(&self, index: impl AsInt) -> PyResult<Int> {
        let count = self.count_of();
        let at = index.with_int(|index| if index.is_negative() { index + &count } else { index.clone() });
        if at.is_negative() || at >= count {
            return Err(exc::INDEX_ERROR.msg("range object index out of range"));
        }
        Ok(&self.start + at * &self.step)
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<Range> {
        let [start, stop, step] = [start.bound(), stop.bound(), step.bound()].map(|bound| bound.map(int));
        let (start, stop, step) = PySlice { start, stop, step }.indices(&self.count_of())?;
        let at = |i: Int| &self.start + i * &self.step;
        range3(at(start), at(stop), &self.step * step)
    }

    pub fn index(&self, item: &Int) -> PyResult<Int> {
        if self.contains(item) {
            (item - &self.start).floordiv(&self.step)
        } else {
            Err(exc::VALUE_ERROR.msg(format!("{} is not in range", item.digits())))
        }
    }

    pub fn count(&self, item: &Int) -> Int {
        Int::from_bool(self.contains(item))
    }
}

impl PyContains<Int> for Range {
    fn contains(&self, item: &Int) -> bool {
        let inside = if self.step.is_negative() {
            *item <= self.start && *item > self.stop
        } else {
            *item >= self.start && *item < self.stop
        };
        inside && must((item - &self.start).modulo(&self.step)).is_zero()
    }
}

impl PyContains<f64> for Range {
    fn contains(&self, item: &f64) -> bool {
        item.fract() == 0.0 && Int::from_f64(*item).map_or(false, |item| self.contains(&item))
    }
}

impl PyRepr for Range {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("range({}, {}", self.start.digits(), self.stop.digits()));
        if self.step != 1 {
            out.push_str(&format!(", {}", self.step.digits()));
        }
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "range"
    }
}

impl PyEq for Range {
    fn py_eq(&self, other: &Range) -> bool {
        let count = self.count_of();
        count == other.count_of()
            && (count.is_zero() || (self.start == other.start && (count == 1 || self.step == other.step)))
    }
}

impl PyHash for Range {
    fn py_hash(&self) -> i64 {
        let count = self.count_of();
        let none = ().py_hash();
        let start = if count.is_zero() { none } else { self.start.py_hash() };
        let step = if count.is_zero() || count == 1 { none } else { self.step.py_hash() };
        hashing::of_tuple(&[count.py_hash(), start, step])
    }
}

impl PyTruthy for Range {
    fn truthy(&self) -> bool {
        !self.count_of().is_zero()
    }
}

impl PyLen for Range {
    fn py_len(&self) -> usize {
        must(self.count_of().to_usize())
    }
}

/// Steps of a range: machine words as long as they last.
pub struct RangeIter {
    at: i64,
    left: u64,
    step: i64,
    large: Beyond,
}

/// What comes once no steps of machine words are left, which is mostly nothing.
struct Beyond(*mut LargeSteps);

impl Drop for Beyond {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.0.is_null() {
            forget_beyond(self.0);
        }
    }
}

#[cold]
#[inline(never)]
fn forget_beyond(steps: *mut LargeSteps) {
    drop(unsafe { Box::from_raw(steps) });
}

/// Steps of a range whose bounds are past a word.
struct LargeSteps {
    at: Int,
    left: Int,
    step: Int,
}

impl LargeSteps {
    #[cold]
    #[inline(never)]
    fn next(&mut self) -> Option<Int> {
        if self.left.is_zero() {
            return None;
        }
        self.left -= 1;
        let next = &self.at + &self.step;
        Some(std::mem::replace(&mut self.at, next))
    }
}

impl PyIterator for RangeIter {
    type Item = Int;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<Int>> {
        if self.left != 0 {
            self.left -= 1;
            let item = self.at;
            self.at = item.wrapping_add(self.step);
            return Ok(Some(Int::small(item)));
        }
        match unsafe { self.large.0.as_mut() } {
            None => Ok(None),
            Some(steps) => Ok(steps.next()),
        }
    }

    fn items_left(&self) -> Option<Int> {
        Some(match unsafe { self.large.0.as_ref() } {
            None => Int::from_i128(i128::from(self.left)),
            Some(steps) => steps.left.clone(),
        })
    }
}

impl PyIter for Range {
    type Item = Int;
    type Iter = RangeIter;
    #[inline]
    fn iter(&self) -> RangeIter {
        if let (Some(start), Some(stop), Some(step)) = (self.start.as_small(), self.stop.as_small(), self.step.as_small()) {
            let (far, each) = if step > 0 { (stop - start, step as u64) } else { (start - stop, step.unsigned_abs()) };
            let left = if far <= 0 { 0 } else if each == 1 { far as u64 } else { (far as u64 - 1) / each + 1 };
            return RangeIter { at: start, left, step, large: Beyond(std::ptr::null_mut()) };
        }
        self.iter_large()
    }
}

impl Range {
    #[cold]
    #[inline(never)]
    fn iter_large(&self) -> RangeIter {
        let steps = LargeSteps { at: self.start.clone(), left: self.count_of(), step: self.step.clone() };
        RangeIter { at: 0, left: 0, step: 0, large: Beyond(Box::into_raw(Box::new(steps))) }
    }
}

impl PyReversed for Range {
    type Item = Int;
    type Iter = RangeIter;
    fn iter_rev(&self) -> RangeIter {
        let count = self.count_of();
        let last = &self.start + (&count - 1) * &self.step;
        let stop = &last - &count * &self.step;
        Range { start: last, stop, step: -&self.step }.iter()
    }
}

/// A plain Rust counter, for steps known to stay in a machine word.
pub fn range_i64(start: i64, stop: i64, step: i64) -> impl Iterator<Item = i64> {
    let mut at = start;
    std::iter::from_fn(move || {
        if (step > 0 && at < stop) || (step < 0 && at > stop) {
            let item = at;
            at = at.saturating_add(step);
            Some(item)
        } else {
            None
        }
    })
}
