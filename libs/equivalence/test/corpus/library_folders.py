"""Folders, and what the system says of paths that lead nowhere."""
import os
import shutil
from pathlib import Path


def tried(work):
    try:
        print("came to", work())
    except OSError as error:
        print(type(error).__name__, error, error.filename, error.errno)


tried(lambda: os.remove("no"))
tried(lambda: os.mkdir("a/b"))
tried(lambda: os.mkdir("a"))
tried(lambda: os.mkdir("a"))
tried(lambda: os.makedirs("a"))
tried(lambda: os.makedirs("a", exist_ok=True))
tried(lambda: open("a").read())
tried(lambda: open("a", "w").write(""))
tried(lambda: os.rmdir("no"))
tried(lambda: os.rmdir("a"))
tried(lambda: os.rename("no", "x"))
tried(lambda: os.path.getsize("no"))
tried(lambda: open("q", "w").write("hi\n"))
tried(lambda: os.makedirs("q/r"))
tried(lambda: os.rmdir("q"))
tried(lambda: os.makedirs("d1/d2/d3"))
tried(lambda: os.rmdir("d1"))
tried(lambda: os.rename("q", "d1"))
tried(lambda: os.rename("d1", "q"))
tried(lambda: os.replace("q", "q2"))
tried(lambda: os.path.getsize("q2"))
tried(lambda: os.unlink("d1"))
tried(lambda: os.rename("d1", "d9"))
tried(lambda: open("d9/").read())
tried(lambda: open("new/", "w").write(""))
print(os.path.isdir("d9/d2/d3"), os.path.isfile("q2"), os.path.exists(""), os.path.exists("d9/../q2"), os.path.isdir("."))
shutil.rmtree("d9")
tried(lambda: shutil.rmtree("d9"))

base = Path("work")
base.mkdir()
for n in (3, 1, 2):
    print((base / f"f{n}.txt").write_text("x" * n), end=" ")
print(sorted(os.listdir(base)), [os.path.getsize(base / name) for name in sorted(os.listdir("work"))], len(os.listdir(base)))
tried(lambda: (base / "f1.txt").rename(base / "g1.txt"))
tried(lambda: sorted(os.listdir("nowhere")))
tried(lambda: sorted(os.listdir("q2")))
tried(lambda: base.rmdir())
tried(lambda: base.mkdir())
base.mkdir(exist_ok=True)
for name in sorted(os.listdir(base)):
    path = base / name
    print(name, path.exists(), path.is_file(), path.is_dir(), path.read_text(), path.read_bytes())
    path.unlink()
base.rmdir()
print(base.exists())

deep = Path("one") / "two" / "f.txt"
tried(lambda: deep.parent.mkdir())
deep.parent.mkdir(parents=True, exist_ok=True)
tried(lambda: deep.read_text())
tried(lambda: deep.unlink())
deep.unlink(missing_ok=True)
deep.touch()
tried(lambda: deep.touch(exist_ok=False))
print(deep.read_text() == "", deep.write_text("a\nb\n"), deep.read_text().splitlines())
with deep.open("a") as out:
    print("more", file=out)
with deep.open() as lines:
    print([line.strip() for line in lines])
with deep.open("rb") as data:
    print(data.read())
print(deep.write_bytes(b"\x00\x01"), deep.read_bytes(), open(deep, "rb").read())
