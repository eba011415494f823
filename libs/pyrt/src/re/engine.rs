//! Matching by backtracking, as Python's own engine does it.
//!
//! 1. The tree becomes a program; choices wait on a heap stack, so no text is too long for Rust's stack.
//! 2. Whatever changes on the way (groups, counters of loops) leaves its old value on that stack and is put back.
//! 3. A loop whose body took nothing is not entered again.
//! 4. Look-arounds and atomic groups run on their own; their choices are dropped, their groups are kept.

use super::charset::{in_category, lower, same_letter, Category, Set};
use super::node::{width, At, Kind, Node};
use super::parse::FOREVER;

#[derive(Debug)]
enum Op {
    Char(char),
    CharIgnore(char, bool),
    Any,
    AnyAll,
    Set(usize),
    At(At),
    Mark(usize),
    Jump(usize),
    Split { first: usize, second: usize },
    Run { one: usize, min: u32, max: u32, kind: Kind },
    Enter(usize),
    Loop { id: usize, min: u32, max: u32, lazy: bool, exit: usize },
    Again(usize),
    Back(usize, bool, bool),
    Look { ahead: bool, negative: bool, width: usize, end: usize },
    Atomic(usize),
    Cond(usize, usize),
    Done,
    Matched,
}

#[derive(Debug)]
pub struct Program {
    ops: Vec<Op>,
    sets: Vec<Set>,
    pub groups: usize,
    loops: usize,
    /// The character every match starts with, where there is one.
    first: Option<char>,
}

pub fn compile(node: &Node, groups: usize) -> Program {
    let mut program = Program { ops: Vec::new(), sets: Vec::new(), groups, loops: 0, first: first_char(node) };
    let mut widths = vec![None; groups + 1];
    gather_widths(node, &mut widths);
    program.emit(node, &widths);
    program.ops.push(Op::Matched);
    program
}

fn gather_widths(node: &Node, widths: &mut Vec<Option<(u64, u64)>>) {
    match node {
        Node::Seq(items) | Node::Alt(items) => items.iter().for_each(|item| gather_widths(item, widths)),
        Node::Repeat { node, .. } | Node::Atomic(node) | Node::Look { node, .. } => gather_widths(node, widths),
        Node::Group(group, inner) => {
            gather_widths(inner, widths);
            widths[*group] = Some(width(inner, widths));
        }
        Node::Cond(_, yes, no) => {
            gather_widths(yes, widths);
            gather_widths(no, widths);
        }
        _ => {}
    }
}

fn first_char(node: &Node) -> Option<char> {
    match node {
        Node::Char(c, false, _) => Some(*c),
        Node::Seq(items) => items.first().and_then(first_char),
        Node::Group(_, node) | Node::Atomic(node) => first_char(node),
        Node::Repeat { node, min, .. } if *min > 0 => first_char(node),
        _ => None,
    }
}

impl Program {
    fn emit(&mut self, node: &Node, widths: &[Option<(u64, u64)>]) {
        match node {
            Node::Char(c, false, _) => self.ops.push(Op::Char(*c)),
            Node::Char(c, true, ascii) => self.ops.push(Op::CharIgnore(*c, *ascii)),
            Node::Any(true) => self.ops.push(Op::AnyAll),
            Node::Any(false) => self.ops.push(Op::Any),
            Node::Set(set) => {
                self.sets.push(set.clone());
                self.ops.push(Op::Set(self.sets.len() - 1));
            }
            Node::Seq(items) => items.iter().for_each(|item| self.emit(item, widths)),
            Node::Alt(items) => {
                let mut ends = Vec::new();
                for (i, item) in items.iter().enumerate() {
                    if i + 1 == items.len() {
                        self.emit(item, widths);
                        break;
                    }
                    let split = self.ops.len();
                    self.ops.push(Op::Split { first: split + 1, second: 0 });
                    self.emit(item, widths);
                    ends.push(self.ops.len());
                    self.ops.push(Op::Jump(0));
                    let next = self.ops.len();
                    self.ops[split] = Op::Split { first: split + 1, second: next };
                }
                let end = self.ops.len();
                for at in ends {
                    self.ops[at] = Op::Jump(end);
                }
            }
            Node::Group(group, node) => {
                self.ops.push(Op::Mark(group * 2));
                self.emit(node, widths);
                self.ops.push(Op::Mark(group * 2 + 1));
            }
            Node::Repeat { node, min, max, kind } => self.emit_repeat(node, *min, *max, *kind, widths),
            Node::Back(group, ignore, ascii) => self.ops.push(Op::Back(*group, *ignore, *ascii)),
            Node::Look { node, ahead, negative } => {
                let at = self.ops.len();
                self.ops.push(Op::Done);
                self.emit(node, widths);
                self.ops.push(Op::Done);
                let end = self.ops.len();
                let width = width(node, widths).0 as usize;
                self.ops[at] = Op::Look { ahead: *ahead, negative: *negative, width, end };
            }
            Node::Atomic(node) => self.emit_atomic(|this| this.emit(node, widths)),
            Node::Cond(group, yes, no) => {
                let at = self.ops.len();
                self.ops.push(Op::Done);
                self.emit(yes, widths);
                let jump = self.ops.len();
                self.ops.push(Op::Done);
                self.ops[at] = Op::Cond(*group, self.ops.len());
                self.emit(no, widths);
                self.ops[jump] = Op::Jump(self.ops.len());
            }
            Node::At(at) => self.ops.push(Op::At(*at)),
        }
    }

    fn emit_atomic(&mut self, inner: impl FnOnce(&mut Program)) {
        let at = self.ops.len();
        self.ops.push(Op::Done);
        inner(self);
        self.ops.push(Op::Done);
        self.ops[at] = Op::Atomic(self.ops.len());
    }

    fn emit_repeat(&mut self, node: &Node, min: u32, max: u32, kind: Kind, widths: &[Option<(u64, u64)>]) {
        if matches!(node, Node::Char(..) | Node::Any(_) | Node::Set(_)) {
            let at = self.ops.len();
            self.ops.push(Op::Run { one: at + 1, min, max, kind });
            self.emit(node, widths);
            return;
        }
        if kind == Kind::Possessive {
            self.emit_atomic(|this| this.emit_loop(node, min, max, false, widths));
        } else {
            self.emit_loop(node, min, max, kind == Kind::Lazy, widths);
        }
    }

    fn emit_loop(&mut self, node: &Node, min: u32, max: u32, lazy: bool, widths: &[Option<(u64, u64)>]) {
        let id = self.loops;
        self.loops += 1;
        self.ops.push(Op::Enter(id));
        let test = self.ops.len();
        self.ops.push(Op::Done);
        self.ops.push(Op::Again(id));
        self.emit(node, widths);
        self.ops.push(Op::Jump(test));
        let exit = self.ops.len();
        self.ops[test] = Op::Loop { id, min, max, lazy, exit };
    }
}

/// A text to be searched, by characters.
pub enum Text<'a> {
    Ascii(&'a [u8]),
    Wide(Vec<char>),
}

impl Text<'_> {
    #[inline]
    fn at(&self, i: usize) -> char {
        match self {
            Text::Ascii(bytes) => char::from(bytes[i]),
            Text::Wide(chars) => chars[i],
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Text::Ascii(bytes) => bytes.len(),
            Text::Wide(chars) => chars.len(),
        }
    }
}

const NOWHERE: usize = usize::MAX;

enum Frame {
    Branch(usize, usize),
    /// A greedy run of single characters: where it goes on, the least end, the end to try next.
    Shrink(usize, usize, usize),
    /// A lazy run: the operation, the end so far, how many more it may take.
    Grow(usize, usize, u32),
    Mark(usize, usize),
    Last(usize),
    Loop(usize, (u32, usize)),
}

pub struct Matcher<'a> {
    program: &'a Program,
    text: &'a Text<'a>,
    end: usize,
    marks: Vec<usize>,
    last: usize,
    loops: Vec<(u32, usize)>,
    stack: Vec<Frame>,
    whole: bool,
    must_pass: usize,
}

/// A match: the start and end of each group, in characters.
#[derive(Clone, Debug)]
pub struct Spans {
    pub marks: Vec<usize>,
    pub last: usize,
}

impl Spans {
    pub fn span(&self, group: usize) -> Option<(usize, usize)> {
        let (a, b) = (self.marks[group * 2], self.marks[group * 2 + 1]);
        if a == NOWHERE || b == NOWHERE {
            None
        } else {
            Some((a, b))
        }
    }
}

impl<'a> Matcher<'a> {
    pub fn new(program: &'a Program, text: &'a Text<'a>, end: usize) -> Matcher<'a> {
        Matcher {
            program,
            text,
            end,
            marks: vec![NOWHERE; program.groups * 2 + 2],
            last: 0,
            loops: vec![(0, NOWHERE); program.loops],
            stack: Vec::new(),
            whole: false,
            must_pass: NOWHERE,
        }
    }

    /// A match that starts right here.
    pub fn match_at(&mut self, at: usize, whole: bool, must_pass: bool) -> Option<Spans> {
        self.whole = whole;
        self.must_pass = if must_pass { at } else { NOWHERE };
        for mark in self.marks.iter_mut() {
            *mark = NOWHERE;
        }
        self.last = 0;
        self.stack.clear();
        let end = self.run(0, at)?;
        let mut marks = self.marks.clone();
        marks[0] = at;
        marks[1] = end;
        Some(Spans { marks, last: self.last })
    }

    /// The first match from here on; `must_pass` forbids an empty one at the very start.
    pub fn search(&mut self, from: usize, must_pass: bool) -> Option<Spans> {
        let mut at = from;
        while at <= self.end {
            if let Some(first) = self.program.first {
                while at < self.end && self.text.at(at) != first {
                    at += 1;
                }
                if at >= self.end {
                    return None;
                }
            }
            if let Some(found) = self.match_at(at, false, must_pass && at == from) {
                return Some(found);
            }
            at += 1;
        }
        None
    }

    fn takes(&self, op: usize, at: usize) -> bool {
        let c = self.text.at(at);
        match &self.program.ops[op] {
            Op::Char(own) => *own == c,
            Op::CharIgnore(own, ascii) => same_letter(lower(c, *ascii), *own, *ascii),
            Op::Any => c != '\n',
            Op::AnyAll => true,
            Op::Set(set) => self.program.sets[*set].has(c),
            _ => false,
        }
    }

    fn is_word(&self, at: usize, ascii: bool) -> bool {
        in_category(Category::Word, ascii, self.text.at(at))
    }

    fn stands(&self, at: At, here: usize) -> bool {
        let (text, end) = (self.text, self.end);
        let boundary = |ascii| {
            let before = here > 0 && self.is_word(here - 1, ascii);
            let after = here < end && self.is_word(here, ascii);
            before != after
        };
        match at {
            At::Start | At::TextStart => here == 0,
            At::LineStart => here == 0 || text.at(here - 1) == '\n',
            At::End => here == end || (here + 1 == end && text.at(here) == '\n'),
            At::LineEnd => here == end || text.at(here) == '\n',
            At::TextEnd => here == end,
            At::Word(ascii) => end > 0 && boundary(ascii),
            At::NotWord(ascii) => end > 0 && !boundary(ascii),
        }
    }

    fn set_mark(&mut self, mark: usize, to: usize) {
        self.stack.push(Frame::Mark(mark, self.marks[mark]));
        self.marks[mark] = to;
        if mark & 1 == 1 {
            self.stack.push(Frame::Last(self.last));
            self.last = mark / 2;
        }
    }

    fn set_loop(&mut self, id: usize, to: (u32, usize)) {
        self.stack.push(Frame::Loop(id, self.loops[id]));
        self.loops[id] = to;
    }

    fn undo(&mut self, frame: Frame) {
        match frame {
            Frame::Mark(mark, old) => self.marks[mark] = old,
            Frame::Last(old) => self.last = old,
            Frame::Loop(id, old) => self.loops[id] = old,
            _ => {}
        }
    }

    fn undo_to(&mut self, base: usize) {
        while self.stack.len() > base {
            if let Some(frame) = self.stack.pop() {
                self.undo(frame);
            }
        }
    }

    /// Back to the last choice.
    fn retreat(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.stack.len() > base {
            match self.stack.pop()? {
                Frame::Branch(op, at) => return Some((op, at)),
                Frame::Shrink(next, least, at) => {
                    if at > least {
                        self.stack.push(Frame::Shrink(next, least, at - 1));
                    }
                    return Some((next, at));
                }
                Frame::Grow(run, at, left) => {
                    if left > 0 && at < self.end && self.takes(run + 1, at) {
                        let rest = if left == FOREVER { FOREVER } else { left - 1 };
                        self.stack.push(Frame::Grow(run, at + 1, rest));
                        return Some((run + 2, at + 1));
                    }
                }
                frame => self.undo(frame),
            }
        }
        None
    }

    fn run(&mut self, op: usize, at: usize) -> Option<usize> {
        let base = self.stack.len();
        let program = self.program;
        let (mut op, mut at) = (op, at);
        loop {
            let mut ok = true;
            match &program.ops[op] {
                Op::Char(_) | Op::CharIgnore(..) | Op::Any | Op::AnyAll | Op::Set(_) => {
                    ok = at < self.end && self.takes(op, at);
                    at += 1;
                    op += 1;
                }
                Op::At(place) => {
                    ok = self.stands(*place, at);
                    op += 1;
                }
                Op::Mark(mark) => {
                    self.set_mark(*mark, at);
                    op += 1;
                }
                Op::Jump(to) => op = *to,
                Op::Split { first, second } => {
                    self.stack.push(Frame::Branch(*second, at));
                    op = *first;
                }
                Op::Run { one, min, max, kind } => {
                    let mut count = 0;
                    let want = if *kind == Kind::Lazy { *min } else { *max };
                    let start = at;
                    while (count < want || want == FOREVER) && at < self.end && self.takes(*one, at) {
                        at += 1;
                        count += 1;
                    }
                    if count < *min {
                        ok = false;
                    } else if *kind == Kind::Lazy {
                        let left = if *max == FOREVER { FOREVER } else { *max - *min };
                        if left > 0 {
                            self.stack.push(Frame::Grow(op, at, left));
                        }
                    } else if *kind == Kind::Greedy {
                        let least = start + *min as usize;
                        if at > least {
                            self.stack.push(Frame::Shrink(op + 2, least, at - 1));
                        }
                    }
                    op += 2;
                }
                Op::Enter(id) => {
                    self.set_loop(*id, (0, NOWHERE));
                    op += 1;
                }
                Op::Loop { id, min, max, lazy, exit } => {
                    let (count, last) = self.loops[*id];
                    if count < *min {
                        self.set_loop(*id, (count + 1, last));
                        op += 2;
                    } else {
                        let more = (count < *max || *max == FOREVER) && at != last;
                        if !more {
                            op = *exit;
                        } else if *lazy {
                            self.stack.push(Frame::Branch(op + 1, at));
                            op = *exit;
                        } else {
                            self.stack.push(Frame::Branch(*exit, at));
                            op += 1;
                        }
                    }
                }
                Op::Again(id) => {
                    let (count, _) = self.loops[*id];
                    self.set_loop(*id, (count + 1, at));
                    op += 1;
                }
                Op::Back(group, ignore, ascii) => {
                    let (a, b) = (self.marks[group * 2], self.marks[group * 2 + 1]);
                    ok = a != NOWHERE && b != NOWHERE && at + (b - a) <= self.end;
                    if ok {
                        ok = (a..b).zip(at..).all(|(i, j)| {
                            let (x, y) = (self.text.at(i), self.text.at(j));
                            x == y || (*ignore && lower(x, *ascii) == lower(y, *ascii))
                        });
                        at += b - a;
                    }
                    op += 1;
                }
                Op::Look { ahead, negative, width, end } => {
                    let mark = self.stack.len();
                    let from = if *ahead { Some(at) } else { at.checked_sub(*width) };
                    let found = from.and_then(|from| self.run(op + 1, from)).is_some();
                    if *negative || !found {
                        self.undo_to(mark);
                    } else {
                        self.keep_changes(mark);
                    }
                    ok = found != *negative;
                    op = *end;
                }
                Op::Atomic(end) => {
                    let mark = self.stack.len();
                    match self.run(op + 1, at) {
                        Some(after) => {
                            self.keep_changes(mark);
                            at = after;
                        }
                        None => ok = false,
                    }
                    op = *end;
                }
                Op::Cond(group, no) => {
                    op = if self.marks[group * 2 + 1] == NOWHERE { *no } else { op + 1 };
                }
                Op::Done => return Some(at),
                Op::Matched => {
                    if (self.whole && at != self.end) || at == self.must_pass {
                        ok = false;
                    } else {
                        return Some(at);
                    }
                }
            }
            if !ok {
                let (to, place) = self.retreat(base)?;
                op = to;
                at = place;
            }
        }
    }

    /// Choices of a finished part are dropped; what it changed can still be put back.
    fn keep_changes(&mut self, base: usize) {
        let tail: Vec<Frame> = self.stack.drain(base..).collect();
        self.stack.extend(tail.into_iter().filter(|frame| {
            matches!(frame, Frame::Mark(..) | Frame::Last(_) | Frame::Loop(..))
        }));
    }
}
