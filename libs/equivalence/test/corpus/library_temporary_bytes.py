"""Temporary files of bytes and without a name, and paths that are on no disk."""
import os
import sys
import tempfile
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

with TemporaryFile("w+b") as passing:
    passing.write(b"bytes")
    passing.seek(1)
    print(passing.read(2), passing.tell())
with NamedTemporaryFile() as named:
    named.write(b"ab\nc")
    named.flush()
    print(os.path.exists(named.name), os.path.getsize(named.name))
    with open(named.name, "rb") as again:
        print(again.read())
    name = named.name
print(os.path.exists(name))
with TemporaryFile(mode="w+") as text:
    text.write("x\ny\n")
    text.seek(0)
    print(text.readlines())
kept = tempfile.NamedTemporaryFile(suffix=".bin", delete=False)
kept.write(bytes(range(5)))
kept.close()
print(kept.name.endswith(".bin"), open(kept.name, "rb").read())
os.remove(kept.name)
gone = tempfile.TemporaryFile()
gone.write(b"q")
gone.seek(0)
print(gone.read())
gone.close()
try:
    gone.read()
except ValueError as error:
    print(error)
for path in ("/nonexistent", "/no/such/file.txt", "/does/not/exist.txt", "/nonexistent.txt"):
    try:
        with open(path) as f:
            print(f.read())
    except FileNotFoundError as error:
        print(error, error.errno, error.filename)
    print(os.path.exists(path), Path(path).is_file(), os.path.isdir(path))
try:
    open("/nonexistent/dir/x", "w")
except OSError as error:
    print(type(error), error)
print(sys.platform, sys.platform.startswith("win"))
