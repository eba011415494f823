//! `+` and `+=`.

use super::*;

impl std::ops::Add<&Str> for &Str {
    type Output = Str;
    fn add(self, other: &Str) -> Str {
        if let (Repr::Inline(a), Repr::Inline(b)) = (&self.0, &other.0) {
            if let Some(both) = a.joined(b) {
                return Str(Repr::Inline(both));
            }
        }
        let (a, b) = (self.as_str(), other.as_str());
        let mut out = String::with_capacity(a.len() + b.len());
        out.push_str(a);
        out.push_str(b);
        Str::from(out)
    }
}

impl std::ops::Add<Str> for &Str {
    type Output = Str;
    fn add(self, other: Str) -> Str {
        self + &other
    }
}

impl std::ops::Add<&Str> for Str {
    type Output = Str;
    fn add(mut self, other: &Str) -> Str {
        self.push(other);
        self
    }
}

impl std::ops::Add<Str> for Str {
    type Output = Str;
    fn add(self, other: Str) -> Str {
        self + &other
    }
}

impl std::ops::AddAssign<&Str> for Str {
    fn add_assign(&mut self, other: &Str) {
        self.push(other);
    }
}

impl std::ops::AddAssign<Str> for Str {
    fn add_assign(&mut self, other: Str) {
        self.push(&other);
    }
}
