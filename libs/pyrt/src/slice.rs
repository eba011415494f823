//! `slice` as a value: what `x[a:b:c]` hands to `__getitem__`.

use crate::*;

#[derive(Clone)]
pub struct PySlice {
    pub start: Option<Int>,
    pub stop: Option<Int>,
    pub step: Option<Int>,
}

impl PySlice {
    /// `s.indices(length)`.
    pub fn indices(&self, length: &Int) -> PyResult<(Int, Int, Int)> {
        let len = match length.to_i64() {
            Some(len) if len >= 0 => len,
            Some(_) => return Err(exc::VALUE_ERROR.msg("length should not be negative")),
            None => limit("the indices of a slice of something that long"),
        };
        let step = self.step.as_ref().map_or(1, Int::clamp_i64);
        if step == 0 {
            return Err(exc::VALUE_ERROR.msg("slice step cannot be zero"));
        }
        let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let clamp = |bound: &Int| {
            let at = bound.clamp_i64();
            if at < 0 { at.saturating_add(len).max(lowest) } else { at.min(highest) }
        };
        let start = self.start.as_ref().map_or(if step < 0 { highest } else { lowest }, clamp);
        let stop = self.stop.as_ref().map_or(if step < 0 { lowest } else { highest }, clamp);
        Ok((int(start), int(stop), self.step.clone().unwrap_or_else(|| int(1))))
    }
}

impl PyRepr for PySlice {
    fn repr_to(&self, out: &mut String) {
        out.push_str("slice(");
        self.start.repr_to(out);
        out.push_str(", ");
        self.stop.repr_to(out);
        out.push_str(", ");
        self.step.repr_to(out);
        out.push(')');
    }

    fn type_name(&self) -> &'static str {
        "slice"
    }
}

impl PyEq for PySlice {
    fn py_eq(&self, other: &PySlice) -> bool {
        self.start.py_eq(&other.start) && self.stop.py_eq(&other.stop) && self.step.py_eq(&other.step)
    }
}

impl PyHash for PySlice {
    fn py_hash(&self) -> i64 {
        limit("a slice as a key")
    }
}

impl PyOrd for PySlice {
    fn py_lt(&self, _other: &PySlice) -> bool {
        limit("the order of slices")
    }
}

impl PyTruthy for PySlice {
    fn truthy(&self) -> bool {
        true
    }
}

impl DeepCopy for PySlice {
    fn deep_copy(&self, _done: &Copies) -> Self {
        self.clone()
    }
}
