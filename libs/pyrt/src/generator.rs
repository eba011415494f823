//! Generators: an `async` body that rests at each `yield`, driven step by step.

use crate::*;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

/// The body's side of a generator.
pub struct Yielder<T>(Rc<RefCell<Option<T>>>);

impl<T> Clone for Yielder<T> {
    fn clone(&self) -> Yielder<T> {
        Yielder(self.0.clone())
    }
}

impl<T> Yielder<T> {
    /// `yield value`.
    pub fn put(&self, value: T) -> Pause {
        *self.0.borrow_mut() = Some(value);
        Pause(false)
    }
}

/// Rests once.
pub struct Pause(bool);

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        Poll::Pending
    }
}

fn idle_waker() -> Waker {
    fn clone(_: *const ()) -> RawWaker {
        RawWaker::new(std::ptr::null(), &TABLE)
    }
    fn nothing(_: *const ()) {}
    static TABLE: RawWakerVTable = RawWakerVTable::new(clone, nothing, nothing, nothing);
    unsafe { Waker::from_raw(RawWaker::new(std::ptr::null(), &TABLE)) }
}

fn advance<R>(body: &mut Pin<Box<dyn Future<Output = PyResult<R>>>>) -> PyResult<Option<R>> {
    let _frame = frame()?;
    let waker = idle_waker();
    match body.as_mut().poll(&mut Context::from_waker(&waker)) {
        Poll::Pending => Ok(None),
        Poll::Ready(Ok(value)) => Ok(Some(value)),
        Poll::Ready(Err(err)) if err.is(&exc::STOP_ITERATION) => {
            let fault = exc::RUNTIME_ERROR.msg("generator raised StopIteration");
            fault.set_context(Some(err.clone()));
            Err(fault.caused_by(err))
        }
        Poll::Ready(Err(err)) => Err(err),
    }
}

struct Steps<T> {
    body: Option<Pin<Box<dyn Future<Output = PyResult<()>>>>>,
    slot: Rc<RefCell<Option<T>>>,
}

impl<T> PyIterator for Steps<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        let body = match &mut self.body {
            Some(body) => body,
            None => return Ok(None),
        };
        match advance(body) {
            Ok(None) => Ok(self.slot.borrow_mut().take()),
            Ok(Some(())) => {
                self.body = None;
                Ok(None)
            }
            Err(err) => {
                self.body = None;
                Err(err)
            }
        }
    }
}

/// A generator from its body; nothing of it runs before the first step.
pub fn generator<T, F, B>(body: F) -> Iter<T>
where
    T: 'static,
    F: FnOnce(Yielder<T>) -> B,
    B: Future<Output = PyResult<()>> + 'static,
{
    let slot = Rc::new(RefCell::new(None));
    let body = body(Yielder(slot.clone()));
    Iter::new(Steps { body: Some(Box::pin(body)), slot })
}

/// The body's side of a generator that is sent values, may be thrown exceptions and may return a value.
pub struct Exchange<Out, In> {
    out: Rc<RefCell<Option<Out>>>,
    sent: Rc<RefCell<Option<In>>>,
    thrown: Rc<RefCell<Option<PyErr>>>,
}

impl<Out, In> Clone for Exchange<Out, In> {
    fn clone(&self) -> Self {
        Exchange { out: self.out.clone(), sent: self.sent.clone(), thrown: self.thrown.clone() }
    }
}

impl<Out, In> Exchange<Out, In> {
    /// `yield value`; resolves with what was sent, None for a plain `next`, or with what was thrown.
    pub async fn put(&self, value: Out) -> PyResult<Option<In>> {
        *self.out.borrow_mut() = Some(value);
        Pause(false).await;
        match self.thrown.borrow_mut().take() {
            Some(err) => Err(err),
            None => Ok(self.sent.borrow_mut().take()),
        }
    }

    /// `yield from` another generator of the same kind: what is sent and thrown goes to it.
    pub async fn delegate<R: Clone>(&self, inner: Coroutine<Out, In, R>) -> PyResult<R> {
        let mut next = inner.step(None)?;
        while let Some(value) = next {
            next = match self.put(value).await {
                Ok(sent) => inner.step(sent)?,
                Err(err) if err.is(&exc::GENERATOR_EXIT) => {
                    inner.close()?;
                    return Err(err);
                }
                Err(err) => inner.fail(err)?,
            };
        }
        Ok(inner.returned())
    }
}

/// A generator that is sent values; its body's value is what `return` gives.
pub struct Coroutine<Out, In, R = ()>(Rc<Conversation<Out, In, R>>);

type Body<R> = Pin<Box<dyn Future<Output = PyResult<R>>>>;

struct Conversation<Out, In, R> {
    body: RefCell<Option<Body<R>>>,
    exchange: Exchange<Out, In>,
    started: Cell<bool>,
    running: Cell<bool>,
    returned: RefCell<Option<R>>,
}

impl<Out, In, R> Clone for Coroutine<Out, In, R> {
    fn clone(&self) -> Self {
        Coroutine(self.0.clone())
    }
}

pub fn coroutine<Out, In, R, F, B>(body: F) -> Coroutine<Out, In, R>
where
    F: FnOnce(Exchange<Out, In>) -> B,
    B: Future<Output = PyResult<R>> + 'static,
{
    let slot = || Rc::new(RefCell::new(None));
    let exchange = Exchange { out: slot(), sent: Rc::new(RefCell::new(None)), thrown: Rc::new(RefCell::new(None)) };
    let body: Body<R> = Box::pin(body(exchange.clone()));
    Coroutine(Rc::new(Conversation {
        body: RefCell::new(Some(body)),
        exchange,
        started: Cell::new(false),
        running: Cell::new(false),
        returned: RefCell::new(None),
    }))
}

impl<Out, In, R> Conversation<Out, In, R> {
    fn advance(&self) -> PyResult<Option<Out>> {
        if self.running.get() {
            return Err(exc::VALUE_ERROR.msg("generator already executing"));
        }
        let mut body = match self.body.borrow_mut().take() {
            Some(body) => body,
            None => return Ok(None),
        };
        self.started.set(true);
        self.running.set(true);
        let result = advance(&mut body);
        self.running.set(false);
        match result {
            Ok(None) => {
                *self.body.borrow_mut() = Some(body);
                Ok(self.exchange.out.borrow_mut().take())
            }
            Ok(Some(value)) => {
                *self.returned.borrow_mut() = Some(value);
                Ok(None)
            }
            Err(err) => Err(err),
        }
    }

    fn fail(&self, err: PyErr) -> PyResult<Option<Out>> {
        if !self.started.get() {
            self.body.borrow_mut().take();
        }
        if self.body.borrow().is_none() && !self.running.get() {
            return Err(err);
        }
        *self.exchange.thrown.borrow_mut() = Some(err);
        self.advance()
    }

    fn close(&self) -> PyResult<()> {
        let exit = exc::GENERATOR_EXIT.empty();
        leaving::know();
        match self.fail(exit) {
            Ok(Some(_)) => Err(exc::RUNTIME_ERROR.msg("generator ignored GeneratorExit")),
            Ok(None) => Ok(()),
            Err(err) if err.is_any(&[&exc::GENERATOR_EXIT, &exc::STOP_ITERATION]) => Ok(()),
            Err(err) => Err(err),
        }
    }
}

/// What Python does when the last reference to a generator goes.
impl<Out, In, R> Drop for Conversation<Out, In, R> {
    fn drop(&mut self) {
        if self.started.get() && self.body.borrow().is_some() {
            // Nobody is left to hear of it: Python says so and goes on.
            leaving::closing(|| {
                if let Err(err) = self.close() {
                    io::flush();
                    io::write_err("Exception ignored in: <generator object>\n");
                    err.report();
                }
            });
        }
    }
}

impl<Out, In, R> Coroutine<Out, In, R> {
    fn step(&self, value: Option<In>) -> PyResult<Option<Out>> {
        let is_new = !self.0.started.get() && !self.0.running.get() && self.0.body.borrow().is_some();
        if is_new && value.is_some() {
            return Err(exc::TYPE_ERROR.msg("can't send non-None value to a just-started generator"));
        }
        *self.0.exchange.sent.borrow_mut() = value;
        self.0.advance()
    }

    fn fail(&self, err: PyErr) -> PyResult<Option<Out>> {
        self.0.fail(err)
    }

    pub fn close(&self) -> PyResult<()> {
        self.0.close()
    }
}

impl<Out, In, R: Clone> Coroutine<Out, In, R> {
    /// The value of `return`, once the body has ended: the value of `yield from`.
    pub fn returned(&self) -> R {
        match &*self.0.returned.borrow() {
            Some(value) => value.clone(),
            None => limit("the value of a generator that has ended before"),
        }
    }
}

impl<Out, In, R: PyRepr + Clone + 'static> Coroutine<Out, In, R> {
    fn or_stop(&self, item: Option<Out>) -> PyResult<Out> {
        item.ok_or_else(|| match self.0.returned.borrow_mut().take() {
            Some(value) if !matches!(value.to_value(), Some(Value::None)) => {
                exc::STOP_ITERATION.new(&[&err::Missing(&value)]).payload(Rc::new(value))
            }
            _ => exc::STOP_ITERATION.empty(),
        })
    }

    /// `g.send(value)`; StopIteration at its end.
    pub fn send(&self, value: Option<In>) -> PyResult<Out> {
        let item = self.step(value)?;
        self.or_stop(item)
    }

    /// `g.throw(error)`.
    pub fn throw(&self, err: PyErr) -> PyResult<Out> {
        let item = self.fail(err)?;
        self.or_stop(item)
    }
}

impl<Out, In, R> Coroutine<Out, In, R> {
    /// As a context manager: the value that `with` binds.
    pub fn enter(&self) -> PyResult<Out> {
        self.step(None)?.ok_or_else(|| exc::RUNTIME_ERROR.msg("generator didn't yield"))
    }

    pub fn leave(&self) -> PyResult<()> {
        match self.step(None)? {
            Some(_) => Err(exc::RUNTIME_ERROR.msg("generator didn't stop")),
            None => Ok(()),
        }
    }

    /// Leaves with an exception: whether it was swallowed.
    pub fn leave_with(&self, err: &PyErr) -> PyResult<bool> {
        match self.fail(err.clone()) {
            Ok(Some(_)) => Err(exc::RUNTIME_ERROR.msg("generator didn't stop after throw()")),
            Ok(None) => Ok(true),
            Err(other) if other.same(err) => Ok(false),
            // A StopIteration that passes through a generator's body leaves it as another error.
            Err(other) if err.is(&exc::STOP_ITERATION) && other.cause().map_or(false, |cause| cause.same(err)) => Ok(false),
            Err(other) => Err(other),
        }
    }
}

impl<Out, In, R> PyIterator for Coroutine<Out, In, R> {
    type Item = Out;
    fn next(&mut self) -> PyResult<Option<Out>> {
        let item = self.step(None)?;
        if item.is_none() {
            // Who asks for no value has it thrown away: a later StopIteration carries none.
            self.0.returned.borrow_mut().take();
        }
        Ok(item)
    }
}

impl<Out, In, R> PyIter for Coroutine<Out, In, R> {
    type Item = Out;
    type Iter = Coroutine<Out, In, R>;
    fn iter(&self) -> Self::Iter {
        self.clone()
    }
}

impl<Out, In, R> PyIs for Coroutine<Out, In, R> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

impl<Out, In, R> PyTruthy for Coroutine<Out, In, R> {
    fn truthy(&self) -> bool {
        true
    }
}
