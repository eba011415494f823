"""Files of text: written, read, appended to, walked through, and what is wrong with some."""
import io
import sys


def save(path, text, mode="w"):
    with open(path, mode) as out:
        return out.write(text)


def count(path):
    with open(path, encoding="utf8") as handle:
        return sum(len(line.split()) for line in handle)


def first(path):
    with open(path) as handle:
        for line in handle:
            return line.rstrip()


def tried(work):
    try:
        print("came to", repr(work()))
    except (OSError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


print(save("notes", "one two\n"), save("notes", "three\n", "a"), save("notes", "", mode="a"))
print(count("notes"), first("notes"), repr(open("notes").read()))

out = open("w1", "w")
print(out.write("abc\ndef\n"), out.tell(), out.closed, out.name, out.mode, out.readable(), out.writable())
out.close()
print(out.closed)
tried(lambda: out.write("x"))
tried(lambda: out.read())
tried(lambda: out.flush())
tried(lambda: out.tell())
out.close()

back = open("w1")
print(repr(back.readline()), back.tell(), repr(back.read(2)), repr(back.readline(1)), repr(back.read()), repr(back.read()))
back.seek(0)
print(next(back), list(back), next(back, "no more"))
print(back.seek(2), back.readlines(), back.seek(0, 2), back.tell())
tried(lambda: back.seek(1, 1))
tried(lambda: back.seek(-1, 2))
tried(lambda: back.seek(-1))
tried(lambda: back.seek(0, 5))
tried(lambda: back.write("x"))
tried(lambda: back.truncate())
tried(lambda: open("w1", "x").close())
tried(lambda: open("no").read())
tried(lambda: open("").read())
tried(lambda: open("w1/inner").read())
tried(lambda: open("no/inner", "w").close())
tried(lambda: open("w1", newline="?").close())
tried(lambda: open("w1", encoding="no-such-code").close())
back.seek(0)
for line in back:
    tried(lambda: back.tell())
print(back.tell())

with open("w1", "r+") as both:
    print(both.read().upper())
    both.write("end\n")
    both.seek(0)
    both.write("ABC")
    both.seek(4)
    print(both.read())
print(open("w1").read())
with open("w1", "w+") as both:
    both.write("0123456789")
    print(both.truncate(4), both.tell(), both.seek(0), both.read())
with open("w1", "a+") as both:
    print(both.tell(), repr(both.read()))
    both.write("+more")
    both.seek(0)
    print(both.read())
try:
    with open("w1", "a") as out:
        out.read()
except io.UnsupportedOperation as error:
    print(type(error).__name__, error, isinstance(error, OSError), isinstance(error, ValueError), out.closed)

with open("u", "w") as out:
    out.writelines(["a\n", "b\n"])
    out.writelines(str(i) for i in range(3))
    print("to", "the file", sep="-", end="!", file=out)
print(open("u").readlines(), open("u").read().splitlines())
with open("u") as source, open("copy", "w") as target:
    for number, line in enumerate(source, 1):
        target.write(f"{number:>3} {line}")
print(open("copy").read())
try:
    with open("u") as source:
        for line in source:
            raise RuntimeError(line.strip())
except RuntimeError as error:
    print(error, source.closed)
a, b, c = open("u")
print(a, b, c, max(open("u")), [line for line in open("u") if line < "b"])

with open("ends", "wb") as raw:
    raw.write(b"a\r\nb\rc\n\r\n")
print(open("ends").readlines(), open("ends", newline="").readlines(), open("ends", newline="\n").readlines())
print(open("ends", newline="\r").readlines(), repr(open("ends", newline="\r\n").readline()))
with open("ends", "w", newline="\r\n") as out:
    out.write("x\ny\n")
print(open("ends", "rb").read())

open("odd", "wb").write(b"\xff\xfe\xc3")
tried(lambda: open("odd").read())
tried(lambda: open("odd", encoding="ascii").read())
print(open("odd", encoding="latin-1").read(), len(open("odd", errors="replace").read()), repr(open("odd", errors="ignore").read()))
tried(lambda: open("odd", "w", encoding="ascii").write("\u00e9"))
with open("wide", "w", encoding="utf-8") as out:
    print(out.write("\u00e9\u00df\u6f22\U0001f600"))
print(open("wide").read(2), open("wide", "rb").read(), open("wide").seek(2))


def left_open(text):
    out = open("left", "w")
    out.write(text)


left_open("closed by leaving")
print(open("left").read())
open("left", "w").write("closed at once")
print(open("left").read())
kept = [open(f"n{i}", "w") for i in range(3)]
for i, each in enumerate(kept):
    print(i, "line", file=each)
for each in kept:
    each.close()
print([open(f"n{i}").read() for i in range(3)], all(each.closed for each in kept))


class Log:
    def __init__(self, path):
        self.file = open(path, "a")

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.file.close()

    def add(self, text):
        print(text, file=self.file)


with Log("log") as log:
    log.add("one")
    log.add("two")
print(open("log").read(), end="")


def emit(out):
    out.write("x")
    print("y", file=out)


text = io.StringIO()
for each in (sys.stdout, text):
    emit(each)
with open("log", "a") as out:
    emit(out)
print(repr(text.getvalue()), repr(open("log").read()))
try:
    open("gone")
except FileNotFoundError as error:
    print(error.errno, error.strerror, error.filename, error.args, repr(error), str(error))
try:
    raise OSError(17, "told by hand")
except OSError as error:
    print(error.errno, error.strerror, error.filename, error)
try:
    raise OSError("of one word")
except OSError as error:
    print(error.errno, error.strerror, error.filename, error)
open("at/the/end")
