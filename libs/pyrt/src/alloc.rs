//! Memory of translated programs, which live in one thread and make many small things.
//!
//! 1. Sizes up to `SMALL` are rounded up to classes of 8 bytes; a freed block waits in its class's list.
//! 2. Blocks are cut from pieces that grow with the program, so that the module's memory grows seldom.
//! 3. What is larger, or aligned to more than 8 bytes, is the system's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;

const STEP: usize = 8;
const SMALL: usize = 1024;
const FIRST_PIECE: usize = 32 << 10;
const LARGEST_PIECE: usize = 4 << 20;

struct State {
    free: [*mut u8; SMALL / STEP + 1],
    at: usize,
    end: usize,
    piece: usize,
}

struct Blocks(UnsafeCell<State>);

// One thread, as everywhere in this crate.
unsafe impl Sync for Blocks {}

#[global_allocator]
static BLOCKS: Blocks = Blocks(UnsafeCell::new(State {
    free: [std::ptr::null_mut(); SMALL / STEP + 1],
    at: 0,
    end: 0,
    piece: FIRST_PIECE,
}));

#[inline]
fn is_small(layout: &Layout) -> bool {
    layout.size() <= SMALL && layout.align() <= STEP
}

#[inline]
fn class_of(size: usize) -> usize {
    (size + STEP - 1) / STEP
}

impl State {
    #[cold]
    #[inline(never)]
    unsafe fn refill(&mut self, bytes: usize) -> *mut u8 {
        loop {
            let piece = System.alloc(Layout::from_size_align_unchecked(self.piece, STEP));
            if !piece.is_null() {
                self.at = piece as usize + bytes;
                self.end = piece as usize + self.piece;
                self.piece = (self.piece * 2).min(LARGEST_PIECE);
                return piece;
            }
            if self.piece <= FIRST_PIECE {
                return std::ptr::null_mut();
            }
            self.piece /= 2;
        }
    }
}

unsafe impl GlobalAlloc for Blocks {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !is_small(&layout) {
            return System.alloc(layout);
        }
        let state = &mut *self.0.get();
        let class = class_of(layout.size());
        let first = state.free[class];
        if !first.is_null() {
            state.free[class] = *(first as *mut *mut u8);
            return first;
        }
        let bytes = class * STEP;
        if state.end - state.at >= bytes {
            let block = state.at as *mut u8;
            state.at += bytes;
            return block;
        }
        state.refill(bytes)
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if !is_small(&layout) {
            return System.dealloc(block, layout);
        }
        let state = &mut *self.0.get();
        let class = class_of(layout.size());
        *(block as *mut *mut u8) = state.free[class];
        state.free[class] = block;
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_small(&layout) {
            return System.alloc_zeroed(layout);
        }
        let block = self.alloc(layout);
        if !block.is_null() {
            std::ptr::write_bytes(block, 0, layout.size());
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let wanted = Layout::from_size_align_unchecked(size, layout.align());
        if !is_small(&layout) && !is_small(&wanted) {
            return System.realloc(block, layout, size);
        }
        if is_small(&layout) && is_small(&wanted) && class_of(layout.size()) == class_of(size) {
            return block;
        }
        let moved = self.alloc(wanted);
        if !moved.is_null() {
            std::ptr::copy_nonoverlapping(block, moved, layout.size().min(size));
            self.dealloc(block, layout);
        }
        moved
    }
}
