//! Generators: an `async` body that rests at each `yield`, driven step by step.

use crate::*;
use std::cell::RefCell;
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
            Err(exc::RUNTIME_ERROR.msg("generator raised StopIteration").caused_by(err))
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

/// The body's side of a generator that is sent values and may return one.
pub struct Exchange<Out, In> {
    out: Rc<RefCell<Option<Out>>>,
    sent: Rc<RefCell<Option<In>>>,
}

impl<Out, In> Clone for Exchange<Out, In> {
    fn clone(&self) -> Self {
        Exchange { out: self.out.clone(), sent: self.sent.clone() }
    }
}

impl<Out, In> Exchange<Out, In> {
    /// `yield value`; resolves with what was sent, None for a plain `next`.
    pub async fn put(&self, value: Out) -> Option<In> {
        *self.out.borrow_mut() = Some(value);
        Pause(false).await;
        self.sent.borrow_mut().take()
    }
}

/// A generator that is sent values; its body's value is what `return` gives.
pub struct Coroutine<Out, In, R = ()>(Rc<RefCell<Conversation<Out, In, R>>>);

struct Conversation<Out, In, R> {
    body: Option<Pin<Box<dyn Future<Output = PyResult<R>>>>>,
    exchange: Exchange<Out, In>,
    started: bool,
    returned: Option<R>,
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
    let exchange = Exchange { out: Rc::new(RefCell::new(None)), sent: Rc::new(RefCell::new(None)) };
    let body: Pin<Box<dyn Future<Output = PyResult<R>>>> = Box::pin(body(exchange.clone()));
    Coroutine(Rc::new(RefCell::new(Conversation { body: Some(body), exchange, started: false, returned: None })))
}

impl<Out, In, R> Coroutine<Out, In, R> {
    fn step(&self, value: Option<In>) -> PyResult<Option<Out>> {
        let mut talk =
            self.0.try_borrow_mut().map_err(|_| exc::VALUE_ERROR.msg("generator already executing"))?;
        let talk = &mut *talk;
        let body = match &mut talk.body {
            Some(body) => body,
            None => return Ok(None),
        };
        if !talk.started && value.is_some() {
            return Err(exc::TYPE_ERROR.msg("can't send non-None value to a just-started generator"));
        }
        talk.started = true;
        *talk.exchange.sent.borrow_mut() = value;
        match advance(body) {
            Ok(None) => Ok(talk.exchange.out.borrow_mut().take()),
            Ok(Some(value)) => {
                talk.body = None;
                talk.returned = Some(value);
                Ok(None)
            }
            Err(err) => {
                talk.body = None;
                Err(err)
            }
        }
    }

    /// `g.send(value)`; StopIteration at its end.
    pub fn send(&self, value: In) -> PyResult<Out> {
        self.step(Some(value))?.ok_or_else(|| exc::STOP_ITERATION.empty())
    }

    /// The value of `return`, once the body has ended: the value of `yield from`.
    pub fn take_returned(&self) -> Option<R> {
        self.0.borrow_mut().returned.take()
    }

    pub fn close(&self) {
        self.0.borrow_mut().body = None;
    }
}

impl<Out, In, R> PyIterator for Coroutine<Out, In, R> {
    type Item = Out;
    fn next(&mut self) -> PyResult<Option<Out>> {
        self.step(None)
    }
}

impl<Out, In, R> PyIter for Coroutine<Out, In, R> {
    type Item = Out;
    type Iter = Coroutine<Out, In, R>;
    fn iter(&self) -> Self::Iter {
        self.clone()
    }
}
