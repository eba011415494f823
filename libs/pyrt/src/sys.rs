//! `sys`.

use crate::*;

/// `sys.argv`: the program's name and its arguments.
pub fn argv() -> List<Str> {
    List::from_vec(std::env::args().map(Str::from).collect())
}

/// The error that `sys.exit()` raises: `Err(sys::exit_with(&status))`.
pub fn exit_with(status: &dyn PyArg) -> PyErr {
    exc::SYSTEM_EXIT.new(&[status])
}

pub fn exit_plain() -> PyErr {
    exc::SYSTEM_EXIT.empty()
}

/// `sys.exit(status)`.
pub fn exit<T>(status: &dyn PyArg) -> PyResult<T> {
    Err(exit_with(status))
}

pub fn stdout_write(text: &Str) -> Int {
    io::write_out(text.as_str());
    len(text)
}

pub fn stderr_write(text: &Str) -> Int {
    io::write_err(text.as_str());
    len(text)
}

pub fn stdout_flush() {
    io::flush();
}

pub fn setrecursionlimit(limit: &Int) -> PyResult<()> {
    match limit.to_i64() {
        Some(limit) if limit >= 1 => state::set_recursion_limit(limit),
        _ => return Err(exc::VALUE_ERROR.msg("recursion limit must be greater or equal than 1")),
    }
    Ok(())
}

pub fn getrecursionlimit() -> Int {
    int(state::recursion_limit())
}

/// The fewest digits that Python may be told to stop at.
const FEWEST_MAX_STR_DIGITS: i64 = 640;

pub fn set_int_max_str_digits(limit: &Int) -> PyResult<()> {
    match limit.to_i64() {
        Some(limit) if limit == 0 || (FEWEST_MAX_STR_DIGITS..=0x7fff_ffff).contains(&limit) => {
            state::set_max_str_digits(limit as usize);
            Ok(())
        }
        Some(-0x8000_0000..=0x7fff_ffff) => {
            Err(exc::VALUE_ERROR.msg(format!("maxdigits must be 0 or larger than {}", FEWEST_MAX_STR_DIGITS)))
        }
        _ => Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C int")),
    }
}

pub fn get_int_max_str_digits() -> Int {
    int(state::max_str_digits() as i64)
}
