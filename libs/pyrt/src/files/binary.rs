//! Files of bytes.

use super::faults::*;
use super::handle::Handle;
use super::*;

/// `open(…, "rb")` and its like: clones share the place.
#[derive(Clone)]
pub struct BinaryFile(Rc<Handle>);

pub fn open_bytes(place: &Place, mode: &'static str) -> PyResult<BinaryFile> {
    Ok(BinaryFile(Rc::new(Handle::open(place, mode)?)))
}

/// `passes`: the file is removed once it is closed.
pub(super) fn passing(place: &Place, mode: &'static str, passes: bool) -> PyResult<BinaryFile> {
    let handle = Handle::open(place, mode)?;
    handle.passes.set(passes);
    Ok(BinaryFile(Rc::new(handle)))
}

fn closed_file() -> PyErr {
    exc::VALUE_ERROR.msg("I/O operation on closed file.")
}

impl BinaryFile {
    fn open(&self) -> PyResult<&Handle> {
        if self.0.closed() {
            return Err(closed_file());
        }
        Ok(&self.0)
    }

    fn reading(&self, what: &str) -> PyResult<&Handle> {
        if self.0.closed() {
            return Err(match what {
                "read" => exc::VALUE_ERROR.msg("read of closed file"),
                _ => closed_file(),
            });
        }
        if !self.0.mode.reads {
            return Err(unsupported(if what == "readline" { "not readable" } else { what }));
        }
        Ok(&self.0)
    }

    fn taken(handle: &Handle, length: usize) -> Bytes {
        let bytes = handle.peek(|rest| rest[..length.min(rest.len())].to_vec());
        handle.go(handle.at() + bytes.len());
        Bytes::from_vec(bytes)
    }

    pub fn read(&self, size: Option<Int>) -> PyResult<Bytes> {
        let handle = self.reading("read")?;
        let length = match size {
            Some(size) if size < int(-1) => return Err(exc::VALUE_ERROR.msg("read length must be non-negative or -1")),
            Some(size) if !size.is_negative() => size.to_usize()?,
            _ => usize::MAX,
        };
        Ok(Self::taken(handle, length))
    }

    pub fn readline(&self, size: &Int) -> PyResult<Bytes> {
        let handle = self.reading("readline")?;
        let line = handle.peek(|rest| rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1));
        let most = if size.is_negative() { line } else { size.to_usize()? };
        Ok(Self::taken(handle, line.min(most)))
    }

    pub fn readlines(&self) -> PyResult<List<Bytes>> {
        self.reading("readline")?;
        to_list(self.iter())
    }

    pub fn write(&self, bytes: &Bytes) -> PyResult<Int> {
        let handle = match self.0.closed() {
            true => return Err(exc::VALUE_ERROR.msg("write to closed file")),
            false => &self.0,
        };
        if !handle.mode.writes {
            return Err(unsupported("write"));
        }
        handle.put(bytes.as_slice());
        Ok(int(bytes.as_slice().len() as i64))
    }

    pub fn writelines(&self, mut lines: impl PyIterator<Item = Bytes>) -> PyResult<()> {
        self.open()?;
        while let Some(line) = lines.next()? {
            self.write(&line)?;
        }
        Ok(())
    }

    pub fn tell(&self) -> PyResult<Int> {
        Ok(int(self.open()?.at() as i64))
    }

    pub fn seek(&self, place: &Int, whence: &Int) -> PyResult<Int> {
        let handle = self.open()?;
        let from = match whence.to_i64() {
            Some(0) => 0,
            Some(1) => handle.at(),
            Some(2) => handle.size(),
            _ => return Err(exc::VALUE_ERROR.msg(format!("whence value {} unsupported", whence.digits()))),
        };
        let at = int(from as i64) + place;
        if at.is_negative() {
            return Err(invalid());
        }
        handle.flush();
        handle.go(at.to_usize()?);
        Ok(at)
    }

    pub fn truncate(&self, size: Option<Int>) -> PyResult<Int> {
        let handle = self.open()?;
        if !handle.mode.writes {
            return Err(unsupported("truncate"));
        }
        let size = size.unwrap_or_else(|| int(handle.at() as i64));
        if size.is_negative() {
            return Err(invalid());
        }
        handle.resize(size.to_usize()?);
        Ok(size)
    }

    pub fn flush(&self) -> PyResult<()> {
        self.open()?.flush();
        Ok(())
    }

    pub fn close(&self) {
        self.0.close();
    }

    pub fn closed(&self) -> bool {
        self.0.closed()
    }

    pub fn name(&self) -> Str {
        self.0.name.clone()
    }

    pub fn readable(&self) -> PyResult<bool> {
        Ok(self.open()?.mode.reads)
    }

    pub fn writable(&self) -> PyResult<bool> {
        Ok(self.open()?.mode.writes)
    }

    pub fn seekable(&self) -> PyResult<bool> {
        self.open().map(|_| true)
    }

    /// `with file:` closes it on every way out.
    pub fn closing(&self) -> PyResult<io::Closing<BinaryFile>> {
        self.open()?;
        Ok(io::Closing(self.clone()))
    }
}

impl io::Closes for BinaryFile {
    fn close(&self) {
        self.0.close();
    }
}

impl PyIter for BinaryFile {
    type Item = Bytes;
    type Iter = Iter<Bytes>;
    fn iter(&self) -> Iter<Bytes> {
        let this = self.clone();
        Iter::from_fn(move || {
            let line = this.readline(&int(-1))?;
            Ok(if line.as_slice().is_empty() { None } else { Some(line) })
        })
    }
}

impl PyRepr for BinaryFile {
    fn repr_to(&self, out: &mut String) {
        let kind = match (self.0.mode.reads, self.0.mode.writes) {
            (true, true) => "Random",
            (true, false) => "Reader",
            _ => "Writer",
        };
        out.push_str(&format!("<_io.Buffered{} name={}>", kind, repr(&self.0.name).as_str()));
    }
    fn type_name(&self) -> &'static str {
        match (self.0.mode.reads, self.0.mode.writes) {
            (true, true) => "BufferedRandom",
            (true, false) => "BufferedReader",
            _ => "BufferedWriter",
        }
    }
}

impl PyIs for BinaryFile {
    fn id(&self) -> usize {
        self.0.id()
    }
}

by_identity!(BinaryFile);
opaque! {
    BinaryFile, "BufferedReader";
}
