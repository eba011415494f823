/** `io.BytesIO`, as Python: a row of bytes and a place in it. */
export const BYTES_IO = String.raw`
class BytesIO:
    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes)
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def _take(self, end):
        start = min(self._at, len(self._data))
        self._at = max(self._at, end)
        return bytes(self._data[start:end])

    def read(self, size=-1):
        self._check()
        if size is None or size < 0:
            return self._take(len(self._data))
        return self._take(min(self._at + size, len(self._data)))

    def read1(self, size=-1):
        return self.read(size)

    def readline(self, size=-1):
        self._check()
        found = self._data.find(b"\n", self._at)
        end = len(self._data) if found < 0 else found + 1
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        return self._take(end)

    def readlines(self, hint=-1):
        out = []
        total = 0
        line = self.readline()
        while line:
            out.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                return out
            line = self.readline()
        return out

    def write(self, b):
        self._check()
        if not isinstance(b, (bytes, bytearray)):
            raise TypeError(f"a bytes-like object is required, not '{type(b).__name__}'")
        given = bytes(b)
        if not given:
            return 0
        if self._at > len(self._data):
            self._data.extend(bytes(self._at - len(self._data)))
        self._data[self._at : self._at + len(given)] = given
        self._at += len(given)
        return len(given)

    def writelines(self, lines):
        self._check()
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return bytes(self._data)

    def seek(self, pos, whence=0):
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._at = pos
        elif whence == 1:
            self._at = max(0, self._at + pos)
        elif whence == 2:
            self._at = max(0, len(self._data) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def tell(self):
        self._check()
        return self._at

    def truncate(self, size=None):
        self._check()
        end = self._at if size is None else size
        if end < 0:
            raise ValueError(f"negative size value {end}")
        if end < len(self._data):
            del self._data[end:]
        return end

    def close(self):
        self.closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        self._check()
        return True

    def writable(self):
        self._check()
        return True

    def seekable(self):
        self._check()
        return True

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *given):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __repr__(self):
        return __limit__("the repr of a BytesIO holds its address")
`;
