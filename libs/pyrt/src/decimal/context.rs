//! The context: how many digits, and how results are rounded.

use super::*;
use std::cell::RefCell;

#[derive(Clone, Debug)]
struct Rules {
    precision: i64,
    rounding: Str,
}

/// `decimal.Context`: shared by whoever holds it.
#[derive(Clone, Debug)]
pub struct Context(Rc<RefCell<Rules>>);

thread_local! {
    static CURRENT: RefCell<Context> = RefCell::new(Context::new(&int(28), &lit("ROUND_HALF_EVEN")));
}

pub fn getcontext() -> Context {
    CURRENT.with(|current| current.borrow().clone())
}

pub fn setcontext(context: &Context) {
    CURRENT.with(|current| *current.borrow_mut() = context.clone());
}

pub(crate) fn precision() -> i64 {
    getcontext().0.borrow().precision
}

pub(crate) fn rounding() -> Str {
    getcontext().0.borrow().rounding.clone()
}

impl Context {
    pub fn new(precision: &Int, rounding: &Str) -> Context {
        Context(Rc::new(RefCell::new(Rules { precision: precision.clamp_i64(), rounding: rounding.clone() })))
    }

    pub fn made(precision: &Int, rounding: &Str) -> PyResult<Context> {
        let made = Context::new(&int(28), &lit("ROUND_HALF_EVEN"));
        made.set_prec(precision)?;
        made.set_rounding(rounding)?;
        Ok(made)
    }

    pub fn copy(&self) -> Context {
        Context(Rc::new(RefCell::new(self.0.borrow().clone())))
    }

    pub fn prec(&self) -> Int {
        int(self.0.borrow().precision)
    }

    pub fn rounding(&self) -> Str {
        self.0.borrow().rounding.clone()
    }

    pub fn set_prec(&self, precision: &Int) -> PyResult<()> {
        match precision.to_i64() {
            Some(value) if (1..=999_999).contains(&value) => self.0.borrow_mut().precision = value,
            Some(value) if value < 1 => return Err(exc::VALUE_ERROR.msg("valid range for prec is [1, MAX_PREC]")),
            _ => limit("a decimal context of so many digits"),
        }
        Ok(())
    }

    pub fn set_rounding(&self, rounding: &Str) -> PyResult<()> {
        if !arithmetic::ROUNDINGS.contains(&rounding.as_str()) {
            let text = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";
            return Err(exc::TYPE_ERROR.msg(text));
        }
        self.0.borrow_mut().rounding = rounding.clone();
        Ok(())
    }

    /// `ctx.create_decimal(x)`: rounded to the context.
    pub fn create_decimal(&self, value: &Decimal) -> PyResult<Decimal> {
        self.apply(|| arithmetic::fix(value.clone()))
    }

    pub fn create_text(&self, text: &Str) -> PyResult<Decimal> {
        self.create_decimal(&Decimal::parse(text)?)
    }

    pub fn divide(&self, a: &Decimal, b: &Decimal) -> PyResult<Decimal> {
        self.apply(|| a.divided(b))
    }

    pub fn add(&self, a: &Decimal, b: &Decimal) -> PyResult<Decimal> {
        self.apply(|| a.plus(b))
    }

    pub fn multiply(&self, a: &Decimal, b: &Decimal) -> PyResult<Decimal> {
        self.apply(|| a.times(b))
    }

    pub fn sqrt(&self, a: &Decimal) -> PyResult<Decimal> {
        self.apply(|| a.sqrt())
    }

    pub(crate) fn apply<T>(&self, work: impl FnOnce() -> T) -> T {
        let outer = getcontext();
        setcontext(self);
        let made = work();
        setcontext(&outer);
        made
    }
}

/// `with localcontext() as ctx`: a copy until it is dropped.
pub struct Scope(Context);

pub fn localcontext(context: Option<Context>) -> Scope {
    let outer = getcontext();
    setcontext(&context.unwrap_or_else(getcontext).copy());
    Scope(outer)
}

impl Drop for Scope {
    fn drop(&mut self) {
        setcontext(&self.0);
    }
}

impl PyRepr for Context {
    fn repr_to(&self, _: &mut String) {
        limit("the repr of a decimal context")
    }
}

impl PyEq for Context {
    fn py_eq(&self, other: &Context) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PyHash for Context {
    fn py_hash(&self) -> i64 {
        limit("the hash of a decimal context")
    }
}

impl PyTruthy for Context {
    fn truthy(&self) -> bool {
        true
    }
}

opaque! {
    Context, "Context";
}
