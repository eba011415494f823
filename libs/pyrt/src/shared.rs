//! What programs use most of the generic types, made once with the runtime (`--cfg shared`, debug builds): a program
//! that is built without optimisation then links to these instead of making its own, and takes half the time to build.
//! Nothing calls them.

use crate::*;

macro_rules! element {
    ($($name:ident: $t:ty;)*) => {
        $(pub fn $name(xs: List<$t>, x: $t, i: Int) -> PyResult<List<$t>> {
            let made: List<$t> = List::default();
            list![x.clone(), x.clone()];
            List::<$t>::new().append(x.clone());
            List::from_vec(vec![x.clone()]).extend(xs.iter())?;
            xs.repeat(&i)?.repeat(2)?;
            xs.extend_list(&xs.concat(&made));
            xs.set(&i, xs.get(&i)?)?;
            xs.set(0, xs.get(0)?)?;
            xs.swap(&i, &i)?;
            xs.insert(&i, xs.pop()?)?;
            xs.insert(0, xs.pop_at(0)?)?;
            xs.insert(0, xs.pop_at(&i)?)?;
            xs.del(&i)?;
            xs.del(0)?;
            xs.reverse();
            xs.slice(&i, &i, ())?;
            xs.slice(&i, (), ())?;
            xs.slice((), &i, ())?;
            xs.slice(1, (), ())?;
            xs.slice((), 1, ())?;
            xs.slice((), -1, ())?;
            xs.slice((), (), -1)?;
            xs.slice((), (), ())?;
            let mut it = xs.copy().iter();
            while let Some(item) = it.next()? {
                made.append(item.clone());
            }
            let mut pairs = enumerate(xs.iter(), int(0));
            while let Some((at, item)) = pairs.next()? {
                made.set(&at, item)?;
            }
            let mut back = reversed(&xs);
            while let Some(item) = back.next()? {
                made.append(item);
            }
            zip2(xs.iter(), xs.iter()).next()?;
            to_list(VecIter::new(to_vec(xs.iter())?))?.clear();
            to_list(to_list(xs.iter())?.to_tuple().iter())?;
            let mut lines = itertools::columns(vec![xs.iter()]);
            while let Some(line) = lines.next()? {
                to_list(line.iter())?;
            }
            let parts: (Int, bool, bool) = (len(&xs), xs.truthy(), xs.is_empty());
            print(&[&parts.0, &xs, &x, &made.clone()]);
            fstr(&[F::Str(&xs), F::Str(&x)])?;
            let rows: List<List<$t>> = list![xs.clone()];
            rows.append(rows.get(&i)?);
            rows.set(&i, rows.get(0)?)?;
            rows.set_in(&i, &i, rows.get_in(&i, &i)?)?;
            rows.set_in(&i, 0, rows.get_in(&i, 0)?)?;
            rows.slice((), (), ())?.pop()?;
            let mut lines = rows.iter();
            while let Some(line) = lines.next()? {
                rows.append(line.copy());
            }
            enumerate(rows.iter(), int(0)).next()?;
            let slot: Var<$t> = Var::new("", x.clone());
            slot.set(slot.get()?);
            print(&[&rows, &len(&rows), &bound(&Some(x), "")?, &bound(&Some(xs.clone()), "")?]);
            Ok(made)
        })*
    };
}

element! {
    ints: Int;
    floats: f64;
    texts: Str;
    flags: bool;
}

macro_rules! ordered {
    ($($name:ident: $t:ty;)*) => {
        $(pub fn $name(xs: List<$t>, x: $t) -> PyResult<List<$t>> {
            xs.sort();
            xs.sort_rev();
            sorted(xs.iter())?;
            sorted_rev(xs.iter())?;
            min_of(xs.iter())?;
            max_of(xs.iter())?;
            xs.remove(&x)?;
            print(&[&xs.count(&x), &xs.index(&x)?, &xs.contains(&x), &xs.py_eq(&xs), &xs.py_lt(&xs)]);
            let rows = list![xs.clone()];
            print(&[&rows.py_eq(&rows), &rows.contains(&xs)]);
            sorted(sorted(xs.iter())?.iter())
        })*
    };
}

ordered! {
    some_ints: Int;
    some_floats: f64;
    some_texts: Str;
}

macro_rules! mapping {
    ($($name:ident: $k:ty => $v:ty;)*) => {
        $(pub fn $name(map: Dict<$k, $v>, key: $k, value: $v) -> PyResult<Dict<$k, $v>> {
            dict! { key.clone() => value.clone() };
            Dict::from_pairs(vec![(key.clone(), value.clone())]).merged(&map.copy());
            map.set(key.clone(), map.get(&key)?);
            map.set(key.clone(), map.get_or(&key, value.clone()));
            map.setdefault(key.clone(), value.clone());
            map.update(&map.copy());
            map.pop(&key)?;
            map.pop_or(&key, value.clone());
            map.del(&key)?;
            if map.get_opt(&key).is_none() || map.contains(&key) {
                map.clear();
            }
            let made: Dict<$k, $v> = Dict::new();
            let mut keys = map.iter();
            while let Some(key) = keys.next()? {
                made.set(key, value.clone());
            }
            let mut keys = map.keys().iter();
            while let Some(key) = keys.next()? {
                made.set(key, value.clone());
            }
            let mut values = map.values().iter();
            while let Some(value) = values.next()? {
                made.set(key.clone(), value);
            }
            let mut items = map.items().iter();
            while let Some((key, value)) = items.next()? {
                made.set(key, value);
            }
            to_list(map.keys().iter())?;
            to_list(map.values().iter())?;
            to_list(map.items().iter())?;
            to_dict(map.items().iter())?;
            print(&[&map, &len(&map), &map.truthy(), &map.is_empty()]);
            fstr(&[F::Str(&map)])?;
            let rows = list![map.clone()];
            rows.append(rows.get(0)?);
            Ok(made)
        })*
    };
}

mapping! {
    counts: Str => Int;
    words: Str => Str;
    numbers: Int => Int;
    groups: Str => List<Str>;
    places: Str => List<Int>;
    names: Int => Str;
    shelves: Int => List<Str>;
    edges: Int => List<Int>;
}

pub fn sorted_maps(map: Dict<Str, Int>, numbers: Dict<Int, Int>) -> PyResult<List<Str>> {
    sorted(map.items().iter())?.slice((), &int(0), ())?;
    sorted_by(map.items().iter(), |pair| Ok(-&pair.1), true)?.slice((), 1, ())?.iter().next()?;
    sorted_by(map.items().iter(), |pair| Ok((-&pair.1, pair.0.clone())), false)?.iter().next()?;
    sorted(map.keys().iter())?;
    sorted(numbers.items().iter())?;
    sorted(numbers.iter())?;
    sum(map.values().iter())?;
    sum(numbers.values().iter())?;
    max_of(map.values().iter())?;
    map.add(&lit(""), 1)?;
    numbers.add(&int(0), 1)?;
    print(&[&map.py_eq(&map), &numbers.py_eq(&numbers)]);
    sorted(map.iter())
}

macro_rules! members {
    ($($name:ident: $t:ty;)*) => {
        $(pub fn $name(all: Set<$t>, item: $t, xs: List<$t>) -> PyResult<Set<$t>> {
            all.add(item.clone());
            all.discard(&item);
            all.remove(&item)?;
            to_set(xs.iter())?.pop()?;
            let made = all.union(&all).intersection(&all).difference(&all.copy());
            let mut it = all.iter();
            while let Some(each) = it.next()? {
                made.add(each);
            }
            sorted(all.iter())?;
            to_list(all.iter())?;
            print(&[&all, &len(&all), &all.contains(&item), &all.truthy(), &all.issubset(&made), &all.py_eq(&made)]);
            Ok(made)
        })*
    };
}

members! {
    set_of_ints: Int;
    set_of_texts: Str;
}

macro_rules! collected {
    ($($name:ident: $t:ty;)*) => {
        $(pub fn $name(xs: List<$t>, x: $t) -> PyResult<Deque<$t>> {
            let queue: Deque<$t> = Deque::from_iter(xs.iter())?;
            Deque::from_vec(vec![x.clone()]).append(x.clone());
            queue.appendleft(x.clone());
            queue.append(queue.popleft()?);
            queue.append(queue.pop()?);
            print(&[&queue, &len(&queue), &queue.truthy()]);
            let counter: Counter<$t> = Counter::from_iter(xs.iter())?;
            counter.add(&x, 1)?;
            counter.get(&x)?;
            counter.most_common(None).iter().next()?;
            to_list(counter.items().iter())?;
            print(&[&counter, &counter.most_common(Some(int(1)))]);
            Ok(queue)
        })*
    };
}

collected! {
    of_ints: Int;
    of_texts: Str;
}

macro_rules! grouped {
    ($($name:ident: $k:ty => $v:ty;)*) => {
        $(pub fn $name(map: DefaultDict<$k, $v>, key: $k) -> PyResult<DefaultDict<$k, $v>> {
            print(&[&map, &map.get(&key)?]);
            map.set(key.clone(), map.get(&key)?);
            let mut items = map.items().iter();
            while let Some((key, value)) = items.next()? {
                map.set(key, value);
            }
            to_list(map.values().iter())?;
            sorted(map.iter())?;
            print(&[&len(&map), &map.contains(&key)]);
            Ok(map.copy())
        })*
    };
}

grouped! {
    texts_to_counts: Str => Int;
    texts_to_texts: Str => List<Str>;
    texts_to_ints: Str => List<Int>;
    ints_to_texts: Int => List<Str>;
    ints_to_ints: Int => List<Int>;
}

pub fn figures(xs: List<Int>, ys: List<f64>, flags: List<bool>, texts: List<Str>) -> PyResult<Int> {
    let mut steps = range3(&xs.get(0)?, 2, -1)?.iter();
    while let Some(step) = steps.next()? {
        xs.append(step);
    }
    to_list(range(&xs.get(0)?).iter())?;
    to_list(range2(1, &xs.get(0)?).iter())?;
    sum(range(3).iter())?;
    sum(ys.iter())?;
    any(flags.iter())?;
    all(flags.iter())?;
    lit(" ").join(texts.iter())?;
    to_list(texts.get(0)?.iter())?;
    enumerate(texts.get(0)?.iter(), int(0)).next()?;
    zip2(xs.iter(), texts.iter()).next()?;
    zip2(texts.iter(), xs.iter()).next()?;
    let made: Iter<Int> = Iter::new(xs.iter());
    to_list(made.iter())?;
    let told: Iter<Str> = Iter::new(texts.iter());
    to_list(told.iter())?;
    sum(xs.iter())
}
