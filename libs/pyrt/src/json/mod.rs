//! `json`: text to values and back, as Python writes and reads it.

mod decode;
mod encode;

pub use decode::{loads, Node, DECODE_ERROR};
pub use encode::{dumps, Encode, EncodeKey, Options, Sorted, Writer};
