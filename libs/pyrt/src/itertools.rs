//! `itertools`. Everything gives an `Iter`; tuples of any number of items are `Tuple`.

use crate::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// A pair of what combinations of two give.
pub fn tuple2<T: Clone>(items: Tuple<T>) -> (T, T) {
    items.with(|items| (items[0].clone(), items[1].clone()))
}

/// A triple of what combinations of three give.
pub fn tuple3<T: Clone>(items: Tuple<T>) -> (T, T, T) {
    items.with(|items| (items[0].clone(), items[1].clone(), items[2].clone()))
}

/// Four of what combinations of four give.
pub fn tuple4<T: Clone>(items: Tuple<T>) -> (T, T, T, T) {
    items.with(|items| (items[0].clone(), items[1].clone(), items[2].clone(), items[3].clone()))
}

pub fn count(start: Int, step: Int) -> Iter<Int> {
    let mut at = start;
    Iter::from_fn(move || {
        let item = at.clone();
        at = &at + &step;
        Ok(Some(item))
    })
}

pub fn count_float(start: f64, step: f64) -> Iter<f64> {
    let mut times = 0.0;
    Iter::from_fn(move || {
        let item = start + times * step;
        times += 1.0;
        Ok(Some(item))
    })
}

pub fn cycle<I: PyIterator + 'static>(mut it: I) -> Iter<I::Item>
where
    I::Item: Clone,
{
    let mut seen = Vec::new();
    let mut at: Option<usize> = None;
    Iter::from_fn(move || {
        if at.is_none() {
            if let Some(item) = it.next()? {
                seen.push(item.clone());
                return Ok(Some(item));
            }
            at = Some(0);
        }
        let place = at.unwrap_or(0);
        at = Some(if place + 1 >= seen.len() { 0 } else { place + 1 });
        Ok(seen.get(place).cloned())
    })
}

/// `repeat(item, times)`; without an end for None.
pub fn repeat<T: Clone + 'static>(item: T, times: Option<Int>) -> Iter<T> {
    let mut left = times;
    Iter::from_fn(move || {
        if let Some(left) = &mut left {
            if *left <= 0 {
                return Ok(None);
            }
            *left -= 1;
        }
        Ok(Some(item.clone()))
    })
}

/// `accumulate(it)` for what can be added.
pub fn accumulate<I: PyIterator + 'static>(it: I) -> Iter<I::Item>
where
    I::Item: Clone + std::ops::Add<Output = I::Item>,
{
    accumulate_by(it, |a, b| Ok(a + b))
}

pub fn accumulate_by<I: PyIterator + 'static>(
    mut it: I,
    mut f: impl FnMut(I::Item, I::Item) -> PyResult<I::Item> + 'static,
) -> Iter<I::Item>
where
    I::Item: Clone,
{
    let mut total: Option<I::Item> = None;
    Iter::from_fn(move || {
        let item = match it.next()? {
            Some(item) => item,
            None => return Ok(None),
        };
        let sum = match total.take() {
            Some(sum) => f(sum, item)?,
            None => item,
        };
        total = Some(sum.clone());
        Ok(Some(sum))
    })
}

/// `accumulate(it, f, initial=start)`.
pub fn accumulate_from<I: PyIterator + 'static, A: Clone + 'static>(
    mut it: I,
    mut f: impl FnMut(A, I::Item) -> PyResult<A> + 'static,
    start: A,
) -> Iter<A> {
    let mut total: Option<A> = None;
    Iter::from_fn(move || {
        let sum = match total.take() {
            None => start.clone(),
            Some(sum) => match it.next()? {
                Some(item) => f(sum, item)?,
                None => return Ok(None),
            },
        };
        total = Some(sum.clone());
        Ok(Some(sum))
    })
}

pub fn chain_from_iterable<I: PyIterator + 'static>(mut outer: I) -> Iter<<I::Item as PyIter>::Item>
where
    I::Item: PyIter,
{
    let mut inner: Option<<I::Item as PyIter>::Iter> = None;
    Iter::from_fn(move || loop {
        if let Some(it) = &mut inner {
            if let Some(item) = it.next()? {
                return Ok(Some(item));
            }
        }
        inner = match outer.next()? {
            Some(next) => Some(next.iter()),
            None => return Ok(None),
        };
    })
}

/// `chain(*iterables)`.
pub fn chain_all<T: 'static>(sources: Vec<Iter<T>>) -> Iter<T> {
    chain_from_iterable(VecIter::new(sources))
}

pub fn compress<I: PyIterator + 'static, S: PyIterator + 'static>(mut it: I, mut selectors: S) -> Iter<I::Item>
where
    S::Item: PyTruthy,
{
    Iter::from_fn(move || loop {
        match (it.next()?, selectors.next()?) {
            (Some(item), Some(selector)) => {
                if selector.truthy() {
                    return Ok(Some(item));
                }
            }
            _ => return Ok(None),
        }
    })
}

pub fn takewhile<I: PyIterator + 'static>(
    mut it: I,
    mut test: impl FnMut(&I::Item) -> PyResult<bool> + 'static,
) -> Iter<I::Item> {
    let mut done = false;
    Iter::from_fn(move || {
        if done {
            return Ok(None);
        }
        match it.next()? {
            Some(item) if test(&item)? => Ok(Some(item)),
            _ => {
                done = true;
                Ok(None)
            }
        }
    })
}

pub fn dropwhile<I: PyIterator + 'static>(
    mut it: I,
    mut test: impl FnMut(&I::Item) -> PyResult<bool> + 'static,
) -> Iter<I::Item> {
    let mut dropping = true;
    Iter::from_fn(move || {
        while let Some(item) = it.next()? {
            if dropping && test(&item)? {
                continue;
            }
            dropping = false;
            return Ok(Some(item));
        }
        Ok(None)
    })
}

pub fn filterfalse<I: PyIterator + 'static>(
    it: I,
    mut test: impl FnMut(&I::Item) -> PyResult<bool> + 'static,
) -> Iter<I::Item> {
    Iter::new(filter_iter(it, move |item| Ok(!test(item)?)))
}

/// `islice(it, start, stop, step)`.
pub fn islice<I: PyIterator + 'static>(
    mut it: I,
    start: impl Bound,
    stop: impl Bound,
    step: impl Bound,
) -> PyResult<Iter<I::Item>> {
    let start = start.bound().unwrap_or(0);
    let stop = stop.bound();
    let step = step.bound().unwrap_or(1);
    if stop == Some(-1) {
        return Err(exc::VALUE_ERROR
            .msg("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."));
    }
    if start < 0 || stop.map_or(false, |stop| stop < 0) {
        return Err(exc::VALUE_ERROR
            .msg("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."));
    }
    if step < 1 {
        return Err(exc::VALUE_ERROR.msg("Step for islice() must be a positive integer or None."));
    }
    let mut at = 0;
    let mut wanted = start;
    Ok(Iter::from_fn(move || {
        if stop.map_or(false, |stop| wanted >= stop) {
            while stop.map_or(false, |stop| at < stop) {
                at += 1;
                if it.next()?.is_none() {
                    break;
                }
            }
            return Ok(None);
        }
        loop {
            let item = match it.next()? {
                Some(item) => item,
                None => return Ok(None),
            };
            at += 1;
            if at > wanted {
                wanted += step;
                return Ok(Some(item));
            }
        }
    }))
}

pub fn pairwise<I: PyIterator + 'static>(mut it: I) -> Iter<(I::Item, I::Item)>
where
    I::Item: Clone,
{
    let mut last: Option<I::Item> = None;
    Iter::from_fn(move || {
        if last.is_none() {
            last = it.next()?;
        }
        let next = it.next()?;
        Ok(match (last.take(), next) {
            (Some(a), Some(b)) => {
                last = Some(b.clone());
                Some((a, b))
            }
            _ => None,
        })
    })
}

/// What a `tee` has read of its iterator: an item and what follows it, which
/// stay for as long as one of its sides stands before them.
struct Link<T>(RefCell<Option<(T, Rc<Link<T>>)>>);

impl<T> Link<T> {
    fn end() -> Rc<Link<T>> {
        Rc::new(Link(RefCell::new(None)))
    }
}

impl<T> Drop for Link<T> {
    // One after another: a long row would need a stack as deep.
    fn drop(&mut self) {
        let mut following = self.0.take();
        while let Some((_, link)) = following {
            following = match Rc::try_unwrap(link) {
                Ok(link) => link.0.take(),
                Err(_) => None,
            };
        }
    }
}

fn side<I: PyIterator + 'static>(source: Rc<RefCell<I>>, start: &Rc<Link<I::Item>>) -> Iter<I::Item>
where
    I::Item: Clone,
{
    let mut at = start.clone();
    Iter::from_fn(move || {
        let known = at.0.borrow().clone();
        if let Some((item, link)) = known {
            at = link;
            return Ok(Some(item));
        }
        let next = match source.try_borrow_mut() {
            Ok(mut source) => source.next()?,
            Err(_) => return Err(exc::RUNTIME_ERROR.msg("cannot re-enter the tee iterator")),
        };
        Ok(next.map(|item| {
            let link = Link::end();
            *at.0.borrow_mut() = Some((item.clone(), link.clone()));
            at = link;
            item
        }))
    })
}

/// `tee(it)`: two iterators over one.
pub fn tee<I: PyIterator + 'static>(it: I) -> (Iter<I::Item>, Iter<I::Item>)
where
    I::Item: Clone,
{
    let (source, start) = (Rc::new(RefCell::new(it)), Link::end());
    (side(source.clone(), &start), side(source, &start))
}

/// `zip_longest(a, b)`; None where one has ended.
pub fn zip_longest<A: PyIterator + 'static, B: PyIterator + 'static>(
    mut a: A,
    mut b: B,
) -> Iter<(Option<A::Item>, Option<B::Item>)> {
    Iter::from_fn(move || {
        Ok(match (a.next()?, b.next()?) {
            (None, None) => None,
            pair => Some(pair),
        })
    })
}

/// `zip(*rows)`: what comes next of each row, until one of them has ended.
pub fn columns<I: PyIterator + 'static>(mut rows: Vec<I>) -> Iter<Tuple<I::Item>> {
    Iter::from_fn(move || {
        let mut column = Vec::with_capacity(rows.len());
        for row in &mut rows {
            match row.next()? {
                Some(item) => column.push(item),
                None => return Ok(None),
            }
        }
        Ok(if rows.is_empty() { None } else { Some(Tuple::from_vec(column)) })
    })
}

/// `zip(*rows, strict=True)`: an error where one of them ends before another.
pub fn strict_columns<I: PyIterator + 'static>(mut rows: Vec<I>) -> Iter<Tuple<I::Item>> {
    let uneven = |at: usize, how: &str| {
        let others = if at == 1 { " 1".to_string() } else { format!("s 1-{}", at) };
        exc::VALUE_ERROR.msg(format!("zip() argument {} is {} than argument{}", at + 1, how, others))
    };
    Iter::from_fn(move || {
        let mut column = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter_mut().enumerate() {
            match row.next()? {
                Some(item) if column.len() == at => column.push(item),
                Some(_) => return Err(uneven(at, "longer")),
                None if column.is_empty() => {}
                None => return Err(uneven(at, "shorter")),
            }
        }
        Ok(if column.is_empty() { None } else { Some(Tuple::from_vec(column)) })
    })
}

/// `zip_longest(*rows)`: until all have ended, `fill` where a row has.
pub fn long_columns<I: PyIterator + 'static>(rows: Vec<I>, fill: I::Item) -> Iter<Tuple<I::Item>>
where
    I::Item: Clone + 'static,
{
    let mut rows: Vec<Option<I>> = rows.into_iter().map(Some).collect();
    let mut open = rows.len();
    Iter::from_fn(move || {
        let mut column = Vec::with_capacity(rows.len());
        for row in &mut rows {
            let item = match row {
                Some(it) => it.next()?,
                None => None,
            };
            if item.is_none() && row.take().is_some() {
                open -= 1;
            }
            column.push(item.unwrap_or_else(|| fill.clone()));
        }
        Ok(if open == 0 { None } else { Some(Tuple::from_vec(column)) })
    })
}

/// `zip_longest(a, b, fillvalue=fill)`.
pub fn zip_longest_fill<T: Clone + 'static, A, B>(mut a: A, mut b: B, fill: T) -> Iter<(T, T)>
where
    A: PyIterator<Item = T> + 'static,
    B: PyIterator<Item = T> + 'static,
{
    Iter::from_fn(move || {
        Ok(match (a.next()?, b.next()?) {
            (None, None) => None,
            (x, y) => Some((x.unwrap_or_else(|| fill.clone()), y.unwrap_or_else(|| fill.clone()))),
        })
    })
}

/// `groupby(it, key)`: a group's items are there until the next group is asked for.
pub fn groupby<I: PyIterator + 'static, K: PyEq + Clone + 'static>(
    it: I,
    key: impl FnMut(&I::Item) -> PyResult<K> + 'static,
) -> Iter<(K, Iter<I::Item>)>
where
    I::Item: 'static,
{
    struct Walk<I: PyIterator, K> {
        it: I,
        key: Box<dyn FnMut(&I::Item) -> PyResult<K>>,
        ahead: Option<(K, I::Item)>,
        group: u64,
    }
    impl<I: PyIterator, K> Walk<I, K> {
        fn fill(&mut self) -> PyResult<()> {
            if self.ahead.is_none() {
                if let Some(item) = self.it.next()? {
                    let key = (self.key)(&item)?;
                    self.ahead = Some((key, item));
                }
            }
            Ok(())
        }
    }
    let walk = Rc::new(RefCell::new(Walk { it, key: Box::new(key), ahead: None, group: 0 }));
    let mut current: Option<K> = None;
    Iter::from_fn(move || {
        let mut w = walk.borrow_mut();
        loop {
            w.fill()?;
            match (&w.ahead, &current) {
                (Some((key, _)), Some(last)) if key.py_alike(last) => w.ahead = None,
                _ => break,
            }
        }
        let key = match &w.ahead {
            Some((key, _)) => key.clone(),
            None => return Ok(None),
        };
        w.group += 1;
        let mine = w.group;
        current = Some(key.clone());
        let (shared, wanted) = (walk.clone(), key.clone());
        let items = Iter::from_fn(move || {
            let mut w = shared.borrow_mut();
            if w.group != mine {
                return Ok(None);
            }
            w.fill()?;
            match w.ahead.take() {
                Some((key, item)) if key.py_alike(&wanted) => Ok(Some(item)),
                other => {
                    w.ahead = other;
                    Ok(None)
                }
            }
        });
        Ok(Some((key, items)))
    })
}

pub fn starmap<A: 'static, B: 'static, R: 'static>(
    mut it: impl PyIterator<Item = (A, B)> + 'static,
    mut f: impl FnMut(A, B) -> PyResult<R> + 'static,
) -> Iter<R> {
    Iter::from_fn(move || match it.next()? {
        Some((a, b)) => f(a, b).map(Some),
        None => Ok(None),
    })
}

/// Walks places in lexicographic order: `step` moves on and says whether there is a next.
fn arrangements<T: Clone + 'static>(
    pool: Vec<T>,
    first: Option<Vec<usize>>,
    mut step: impl FnMut(&mut Vec<usize>, usize) -> bool + 'static,
) -> Iter<Tuple<T>> {
    let mut places = first;
    Iter::from_fn(move || {
        let now = match &mut places {
            Some(now) => now,
            None => return Ok(None),
        };
        let items = Tuple::from_vec(now.iter().map(|at| pool[*at].clone()).collect());
        if !step(now, pool.len()) {
            places = None;
        }
        Ok(Some(items))
    })
}

fn length_of(r: impl AsInt) -> PyResult<usize> {
    r.with_int(|r| {
        if r.is_negative() {
            return Err(exc::VALUE_ERROR.msg("r must be non-negative"));
        }
        r.to_usize()
    })
}

pub fn combinations<I: PyIterator>(it: I, r: impl AsInt) -> PyResult<Iter<Tuple<I::Item>>>
where
    I::Item: Clone + 'static,
{
    let r = length_of(r)?;
    let pool = to_vec(it)?;
    let first = if r > pool.len() { None } else { Some((0..r).collect()) };
    Ok(arrangements(pool, first, move |places, n| {
        match (0..r).rev().find(|i| places[*i] != i + n - r) {
            Some(i) => {
                places[i] += 1;
                for j in i + 1..r {
                    places[j] = places[j - 1] + 1;
                }
                true
            }
            None => false,
        }
    }))
}

pub fn combinations_with_replacement<I: PyIterator>(it: I, r: impl AsInt) -> PyResult<Iter<Tuple<I::Item>>>
where
    I::Item: Clone + 'static,
{
    let r = length_of(r)?;
    let pool = to_vec(it)?;
    let first = if r > 0 && pool.is_empty() { None } else { Some(vec![0; r]) };
    Ok(arrangements(pool, first, move |places, n| match (0..r).rev().find(|i| places[*i] != n - 1) {
        Some(i) => {
            let next = places[i] + 1;
            for place in &mut places[i..] {
                *place = next;
            }
            true
        }
        None => false,
    }))
}

/// `permutations(it, r)`; all items for None.
pub fn permutations<I: PyIterator>(it: I, r: Option<Int>) -> PyResult<Iter<Tuple<I::Item>>>
where
    I::Item: Clone + 'static,
{
    let pool = to_vec(it)?;
    let n = pool.len();
    let r = r.map_or(Ok(n), length_of)?;
    let mut order: Vec<usize> = (0..n).collect();
    let mut cycles: Vec<usize> = (0..r.min(n)).map(|i| n - i).collect();
    let first = if r > n { None } else { Some(order[..r].to_vec()) };
    Ok(arrangements(pool, first, move |places, n| {
        for i in (0..r).rev() {
            cycles[i] -= 1;
            if cycles[i] == 0 {
                order[i..].rotate_left(1);
                cycles[i] = n - i;
            } else {
                let j = n - cycles[i];
                order.swap(i, j);
                places.clear();
                places.extend_from_slice(&order[..r]);
                return true;
            }
        }
        false
    }))
}

/// `product(it, repeat=n)`, and of several sources of one type.
pub fn product_of<T: Clone + 'static>(pools: Vec<Vec<T>>) -> Iter<Tuple<T>> {
    let mut places = if pools.iter().any(|pool| pool.is_empty()) { None } else { Some(vec![0usize; pools.len()]) };
    Iter::from_fn(move || {
        let now = match &mut places {
            Some(now) => now,
            None => return Ok(None),
        };
        let items = Tuple::from_vec(now.iter().zip(&pools).map(|(at, pool)| pool[*at].clone()).collect());
        let mut moved = false;
        for i in (0..now.len()).rev() {
            now[i] += 1;
            if now[i] < pools[i].len() {
                moved = true;
                break;
            }
            now[i] = 0;
        }
        if !moved {
            places = None;
        }
        Ok(Some(items))
    })
}

pub fn product_repeat<I: PyIterator>(it: I, repeat: impl AsInt) -> PyResult<Iter<Tuple<I::Item>>>
where
    I::Item: Clone + 'static,
{
    let times = length_of(repeat).map_err(|_| exc::VALUE_ERROR.msg("repeat argument cannot be negative"))?;
    Ok(product_of(vec![to_vec(it)?; times]))
}

pub fn product2<A: PyIterator, B: PyIterator>(a: A, b: B) -> PyResult<Iter<(A::Item, B::Item)>>
where
    A::Item: Clone + 'static,
    B::Item: Clone + 'static,
{
    let (a, b) = (to_vec(a)?, to_vec(b)?);
    let mut at = 0;
    Ok(Iter::from_fn(move || {
        if b.is_empty() || at >= a.len() * b.len() {
            return Ok(None);
        }
        at += 1;
        Ok(Some((a[(at - 1) / b.len()].clone(), b[(at - 1) % b.len()].clone())))
    }))
}

pub fn product3<A: PyIterator, B: PyIterator, C: PyIterator>(
    a: A,
    b: B,
    c: C,
) -> PyResult<Iter<(A::Item, B::Item, C::Item)>>
where
    A::Item: Clone + 'static,
    B::Item: Clone + 'static,
    C::Item: Clone + 'static,
{
    let inner = to_vec(product2(b, c)?)?;
    let pairs = product2(a, VecIter::new(inner))?;
    Ok(Iter::new(map_iter(pairs, |(a, (b, c))| Ok((a, b, c)))))
}

/// `product(…, repeat=n)` of several.
pub fn product_again<T: Clone + 'static>(pools: Vec<Vec<T>>, repeat: impl AsInt) -> PyResult<Iter<Tuple<T>>> {
    let times = length_of(repeat).map_err(|_| exc::VALUE_ERROR.msg("repeat argument cannot be negative"))?;
    Ok(product_of((0..times).flat_map(|_| pools.clone()).collect()))
}

/// `itertools.tee(it, count)`.
pub fn tee_many<T: Clone + 'static>(it: Iter<T>, count: impl Index) -> PyResult<Tuple<Iter<T>>> {
    let count = count.index();
    if count < 0 {
        return Err(exc::VALUE_ERROR.msg("n must be >= 0"));
    }
    let (source, start) = (Rc::new(RefCell::new(it)), Link::end());
    Ok(Tuple::from_vec((0..count).map(|_| side(source.clone(), &start)).collect()))
}
