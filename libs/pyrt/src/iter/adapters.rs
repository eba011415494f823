//! zip, enumerate, map, filter: iterators over iterators.

use super::*;

macro_rules! adapter {
    ($function:ident, $name:ident<$($g:ident),*> { $($field:ident: $t:ty = $init:expr),* } ($($arg:ident: $at:ty),*)
        where [$($bound:tt)*] -> $item:ty, |$this:ident| $step:block) => {
        pub struct $name<$($g),*> { $($field: $t),* }
        pub fn $function<$($bound)*>($($arg: $at),*) -> $name<$($g),*> {
            $name { $($field: $init),* }
        }
        impl<$($bound)*> PyIterator for $name<$($g),*> {
            type Item = $item;
            #[inline(always)]
            fn next(&mut self) -> PyResult<Option<$item>> {
                let $this = self;
                $step
            }
        }
    };
}

adapter!(enumerate, Enumerate<I> { it: I = it, at: Int = start } (it: I, start: Int)
    where [I: PyIterator] -> (Int, I::Item), |this| {
        Ok(this.it.next()?.map(|item| {
            let at = this.at.clone();
            this.at += 1;
            (at, item)
        }))
    });

adapter!(chain, Chain<A, B> { a: A = a, b: B = b, second: bool = false } (a: A, b: B)
    where [A: PyIterator, B: PyIterator<Item = A::Item>] -> A::Item, |this| {
        if !this.second {
            if let Some(item) = this.a.next()? {
                return Ok(Some(item));
            }
            this.second = true;
        }
        this.b.next()
    });

// What they hold is left from the last on, as in CPython: a generator among it does something then.
macro_rules! zips {
    ($($function:ident $name:ident [$($g:ident $f:ident)*] [$($last:ident $held:ident)*];)*) => {
        $(
        pub struct $name<$($g),*> { $($held: $last),* }
        pub fn $function<$($g: PyIterator),*>($($f: $g),*) -> $name<$($g),*> {
            $name { $($f),* }
        }
        impl<$($g: PyIterator),*> PyIterator for $name<$($g),*> {
            type Item = ($($g::Item,)*);
            #[inline(always)]
            fn next(&mut self) -> PyResult<Option<Self::Item>> {
                $(let $f = match self.$f.next()? {
                    Some(item) => item,
                    None => return Ok(None),
                };)*
                Ok(Some(($($f,)*)))
            }
        }
        )*
    };
}

zips! {
    zip1 Zip1 [A a] [A a];
    zip2 Zip2 [A a B b] [B b A a];
    zip3 Zip3 [A a B b C c] [C c B b A a];
    zip4 Zip4 [A a B b C c D d] [D d C c B b A a];
    zip5 Zip5 [A a B b C c D d E e] [E e D d C c B b A a];
    zip6 Zip6 [A a B b C c D d E e F f] [F f E e D d C c B b A a];
}

/// Iterables side by side until one of them has ended.
pub fn zip_empty(mut sources: Vec<Iter<()>>) -> impl PyIterator<Item = ()> {
    FromFn(move || {
        for source in &mut sources {
            if source.next()?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    })
}

/// `zip(a, b, strict=True)`.
pub fn zip2_strict<A, B>(mut a: A, mut b: B) -> impl PyIterator<Item = (A::Item, B::Item)>
where
    A: PyIterator,
    B: PyIterator,
{
    FromFn(move || match (a.next()?, b.next()?) {
        (Some(x), Some(y)) => Ok(Some((x, y))),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(exc::VALUE_ERROR.msg("zip() argument 2 is longer than argument 1")),
        (Some(_), None) => Err(exc::VALUE_ERROR.msg("zip() argument 2 is shorter than argument 1")),
    })
}

pub struct MapIter<I, F>(I, F);

pub fn map_iter<I: PyIterator, R, F: FnMut(I::Item) -> PyResult<R>>(it: I, f: F) -> MapIter<I, F> {
    MapIter(it, f)
}

impl<I: PyIterator, R, F: FnMut(I::Item) -> PyResult<R>> PyIterator for MapIter<I, F> {
    type Item = R;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<R>> {
        match self.0.next()? {
            Some(item) => (self.1)(item).map(Some),
            None => Ok(None),
        }
    }

    fn about(&self) -> usize {
        self.0.about()
    }
}

pub fn map2<A: PyIterator, B: PyIterator, R>(
    a: A,
    b: B,
    mut f: impl FnMut(A::Item, B::Item) -> PyResult<R>,
) -> impl PyIterator<Item = R> {
    map_iter(zip2(a, b), move |(x, y)| f(x, y))
}

pub fn map3<A: PyIterator, B: PyIterator, C: PyIterator, R>(
    a: A,
    b: B,
    c: C,
    mut f: impl FnMut(A::Item, B::Item, C::Item) -> PyResult<R>,
) -> impl PyIterator<Item = R> {
    map_iter(zip3(a, b, c), move |(x, y, z)| f(x, y, z))
}

pub struct FilterIter<I, F>(I, F);

pub fn filter_iter<I: PyIterator, F: FnMut(&I::Item) -> PyResult<bool>>(it: I, f: F) -> FilterIter<I, F> {
    FilterIter(it, f)
}

impl<I: PyIterator, F: FnMut(&I::Item) -> PyResult<bool>> PyIterator for FilterIter<I, F> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> PyResult<Option<I::Item>> {
        while let Some(item) = self.0.next()? {
            if (self.1)(&item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// `iter(call, sentinel)`.
pub fn iter_until<T: PyEq + 'static>(mut call: impl FnMut() -> PyResult<T> + 'static, sentinel: T) -> Iter<T> {
    let mut done = false;
    Iter::from_fn(move || {
        if done {
            return Ok(None);
        }
        let item = call()?;
        done = item.py_alike(&sentinel);
        Ok(if done { None } else { Some(item) })
    })
}
