//! The tree of a regular expression.

use super::charset::Set;
use super::parse::FOREVER;

#[derive(Debug, Clone)]
pub enum Node {
    Char(char, bool, bool),
    Any(bool),
    Set(Set),
    Seq(Vec<Node>),
    Alt(Vec<Node>),
    Repeat { node: Box<Node>, min: u32, max: u32, kind: Kind },
    Group(usize, Box<Node>),
    Back(usize, bool, bool),
    Look { node: Box<Node>, ahead: bool, negative: bool },
    Atomic(Box<Node>),
    Cond(usize, Box<Node>, Box<Node>),
    At(At),
}

/// Whether a capturing group is within. CPython 3.11 keeps what alternatives that failed marked in a possessive repeat.
pub fn captures(node: &Node) -> bool {
    match node {
        Node::Group(..) => true,
        Node::Seq(nodes) | Node::Alt(nodes) => nodes.iter().any(captures),
        Node::Repeat { node, .. } | Node::Look { node, .. } | Node::Atomic(node) => captures(node),
        Node::Cond(_, yes, no) => captures(yes) || captures(no),
        Node::Char(..) | Node::Any(_) | Node::Set(_) | Node::Back(..) | Node::At(_) => false,
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Greedy,
    Lazy,
    Possessive,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum At {
    Start,
    LineStart,
    TextStart,
    End,
    LineEnd,
    TextEnd,
    Word(bool),
    NotWord(bool),
}

pub fn width(node: &Node, groups: &[Option<(u64, u64)>]) -> (u64, u64) {
    const MOST: u64 = 1 << 40;
    match node {
        Node::Char(..) | Node::Any(_) | Node::Set(_) => (1, 1),
        Node::Seq(items) => items.iter().fold((0, 0), |(low, high), item| {
            let (a, b) = width(item, groups);
            ((low + a).min(MOST), (high + b).min(MOST))
        }),
        Node::Alt(items) => {
            let all: Vec<(u64, u64)> = items.iter().map(|item| width(item, groups)).collect();
            (all.iter().map(|w| w.0).min().unwrap_or(0), all.iter().map(|w| w.1).max().unwrap_or(0))
        }
        Node::Repeat { node, min, max, .. } => {
            let (low, high) = width(node, groups);
            let most = if *max == FOREVER { MOST } else { u64::from(*max) };
            ((low * u64::from(*min)).min(MOST), if high == 0 { 0 } else { (high.saturating_mul(most)).min(MOST) })
        }
        Node::Group(_, node) | Node::Atomic(node) => width(node, groups),
        Node::Back(group, ..) => groups.get(*group).copied().flatten().unwrap_or((0, MOST)),
        Node::Look { .. } | Node::At(_) => (0, 0),
        Node::Cond(_, yes, no) => {
            let (a, b) = (width(yes, groups), width(no, groups));
            (a.0.min(b.0), a.1.max(b.1))
        }
    }
}
