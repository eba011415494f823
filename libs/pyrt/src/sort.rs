//! Stable sorts that ask only what is less.
//!
//! 1. Short lists are sorted by insertion, with the questions that CPython asks.
//! 2. Longer ones are sorted by halves, in functions that are called often: engines compile those anew while they run.

use crate::*;

/// Sorts stably; in reverse, equal items keep their order too. Only what is less is asked.
#[cfg(not(shared))]
pub fn sort_vec<T>(items: &mut Vec<T>, less: impl Fn(&T, &T) -> bool, reverse: bool) {
    sort_in_place(items, &less, reverse);
}

/// The same by the places of the items: programs that are built without optimisation then sort with what is built already.
#[cfg(shared)]
pub fn sort_vec<T>(items: &mut Vec<T>, less: impl Fn(&T, &T) -> bool, reverse: bool) {
    let places = sorted_places(items.len(), &|a, b| less(&items[a], &items[b]), reverse);
    arrange(items, places.into_iter());
}

/// Sorts by keys, one for each item.
#[cfg(not(shared))]
pub fn sort_keyed<T, K: PyOrd>(items: &mut Vec<T>, keys: Vec<K>, reverse: bool) {
    let mut keyed: Vec<(K, u32)> = keys.into_iter().zip(0..).collect();
    sort_in_place(&mut keyed, &|a: &(K, u32), b: &(K, u32)| a.0.py_lt(&b.0), reverse);
    arrange(items, keyed.into_iter().map(|(_, at)| at as usize));
}

#[cfg(shared)]
pub fn sort_keyed<T, K: PyOrd>(items: &mut Vec<T>, keys: Vec<K>, reverse: bool) {
    let places = sorted_places(items.len(), &|a, b| keys[a].py_lt(&keys[b]), reverse);
    arrange(items, places.into_iter());
}

#[cfg(shared)]
fn sorted_places(count: usize, less: &dyn Fn(usize, usize) -> bool, reverse: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    sort_in_place(&mut order, &|a: &usize, b: &usize| less(*a, *b), reverse);
    order
}

/// Puts the items into the order of their places, each of which stands there once.
fn arrange<T>(items: &mut Vec<T>, places: impl Iterator<Item = usize>) {
    let mut arranged: Vec<T> = Vec::with_capacity(items.len());
    unsafe {
        let from = items.as_ptr();
        items.set_len(0);
        places.for_each(|at| arranged.push(std::ptr::read(from.add(at))));
    }
    *items = arranged;
}

fn sort_in_place<T, F: Fn(&T, &T) -> bool>(items: &mut [T], less: &F, reverse: bool) {
    nothing_noted();
    if reverse {
        items.reverse();
    }
    if items.len() < SHORT {
        sort_short(items, less);
    } else {
        let mut room: Vec<T> = Vec::with_capacity(items.len() / 2);
        order::ordered_throughout(|| sort_halves(items, room.as_mut_ptr(), less));
        nothing_noted();
    }
    if reverse {
        items.reverse();
    }
}

/// Below this CPython sorts by insertion alone.
const SHORT: usize = 64;
/// Below this a part of a longer list is sorted by insertion.
const RUN: usize = 12;

/// `room` has place for half of the items; nothing in it counts before or after.
#[inline(never)]
fn sort_halves<T, F: Fn(&T, &T) -> bool>(items: &mut [T], room: *mut T, less: &F) {
    if items.len() <= RUN {
        for at in 1..items.len() {
            insert_last(&mut items[..=at], less);
        }
        return;
    }
    let middle = items.len() / 2;
    sort_halves(&mut items[..middle], room, less);
    sort_halves(&mut items[middle..], room, less);
    if less(&items[middle], &items[middle - 1]) {
        merge(items, middle, room, less);
    }
}

/// Moves the last item to its place among the others, which are sorted.
#[inline(always)]
fn insert_last<T, F: Fn(&T, &T) -> bool>(items: &mut [T], less: &F) {
    let last = items.len() - 1;
    unsafe {
        let all = items.as_mut_ptr();
        let item = std::mem::ManuallyDrop::new(std::ptr::read(all.add(last)));
        let mut at = last;
        while at > 0 && less(&item, &*all.add(at - 1)) {
            std::ptr::copy_nonoverlapping(all.add(at - 1), all.add(at), 1);
            at -= 1;
        }
        std::ptr::copy_nonoverlapping(&*item, all.add(at), 1);
    }
}

/// Merges two sorted parts; an item of the first stands before its equals of the second.
#[inline(never)]
fn merge<T, F: Fn(&T, &T) -> bool>(items: &mut [T], middle: usize, room: *mut T, less: &F) {
    unsafe {
        let all = items.as_mut_ptr();
        std::ptr::copy_nonoverlapping(all, room, middle);
        let (mut first, first_end) = (room as *const T, room.add(middle) as *const T);
        let (mut second, second_end) = (all.add(middle) as *const T, all.add(items.len()) as *const T);
        let mut out = all;
        while first < first_end && second < second_end {
            let from = if less(&*second, &*first) { &mut second } else { &mut first };
            std::ptr::copy_nonoverlapping(*from, out, 1);
            *from = from.add(1);
            out = out.add(1);
        }
        let left = (first_end as usize - first as usize) / std::mem::size_of::<T>().max(1);
        std::ptr::copy_nonoverlapping(first, out, left);
    }
}

/// Asks the questions that CPython asks, in its order: they tell where less is no order (NaN, sets) or is counted.
fn sort_short<T, F: Fn(&T, &T) -> bool>(items: &mut [T], less: &F) {
    let count = items.len();
    if count < 2 {
        return;
    }
    let mut sorted = 2;
    if less(&items[1], &items[0]) {
        while sorted < count && less(&items[sorted], &items[sorted - 1]) {
            sorted += 1;
        }
        if is_noted() {
            return;
        }
        items[..sorted].reverse();
    } else {
        while sorted < count && !is_noted() && !less(&items[sorted], &items[sorted - 1]) {
            sorted += 1;
        }
    }
    for at in sorted..count {
        let (mut left, mut right) = (0, at);
        while left < right {
            let middle = left + (right - left) / 2;
            if less(&items[at], &items[middle]) {
                right = middle;
            } else {
                left = middle + 1;
            }
            if is_noted() {
                return;
            }
        }
        items[left..=at].rotate_right(1);
    }
}
