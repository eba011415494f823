//! `json`: text to values and back, as Python writes and reads it.

mod decode;
mod encode;

pub use decode::{fault_column, fault_line, fault_msg, fault_place, loads, loads_with, Made, Node, DECODE_ERROR};
pub use encode::{dumps, Encode, EncodeKey, Options, Sorted, Writer};
