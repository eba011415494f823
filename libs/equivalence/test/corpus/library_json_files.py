"""JSON, CSV and settings that go through files."""
import csv
import io
import json
import os
import sys
import tempfile
from tempfile import NamedTemporaryFile, TemporaryDirectory

stock = {"apples": [3, 0.5], "pears": {"count": None, "fresh": True}, "name": "Zoë"}
with open("stock.json", "w") as out:
    json.dump(stock, out, indent=2, sort_keys=True)
with open("stock.json") as source:
    back = json.load(source)
print(back == stock, back)
print(open("stock.json").read())
text = io.StringIO()
json.dump([1, {"k": 2.5}], text)
json.dump({"z": 1}, fp=sys.stdout)
print(text.getvalue(), json.load(io.StringIO("[1, 2]")))
with open("stock.json", "w") as out:
    out.write("{broken")
try:
    json.load(open("stock.json"))
except json.JSONDecodeError as error:
    print(error)

rows = [["name", "n"], ["a,b", 1], ['q"x', 2]]
with open("t.csv", "w", newline="") as out:
    csv.writer(out).writerows(rows)
with open("t.csv", newline="") as source:
    for row in csv.reader(source):
        print(row)
with open("t.csv") as source:
    for entry in csv.DictReader(source):
        print(entry)
print(open("t.csv", "rb").read())


class Settings:
    def __init__(self, path):
        self._path = path

    def load(self):
        found = {}
        try:
            with open(self._path) as source:
                for line in source:
                    key, _, value = line.rstrip("\n").partition("=")
                    found[key] = value
        except FileNotFoundError:
            return {}
        return found

    def save(self, values):
        with open(self._path, "w") as out:
            for key in sorted(values):
                out.write(f"{key}={values[key]}\n")


settings = Settings("settings")
print(settings.load())
settings.save({"b": "2", "a": "1"})
print(settings.load())

with NamedTemporaryFile(mode="w+", suffix=".txt") as passing:
    passing.write("x\ny\n")
    passing.seek(0)
    print(passing.read().split(), passing.name.endswith(".txt"), os.path.exists(passing.name))
print(os.path.exists(passing.name), passing.closed)
with tempfile.NamedTemporaryFile("w", delete=False) as lasting:
    lasting.write("kept")
print(open(lasting.name).read())
os.unlink(lasting.name)
with TemporaryDirectory() as folder:
    for name in ["b", "a", "c"]:
        with open(os.path.join(folder, name), "w") as out:
            out.write(name)
    print(sorted(os.listdir(folder)), len(os.listdir(folder)), set(os.listdir(folder)) == {"a", "b", "c"})
    os.rename(os.path.join(folder, "a"), os.path.join(folder, "z"))
    print(sorted(os.listdir(folder)), os.path.basename(folder).startswith("tmp"))
print(os.path.isdir(folder))
made = tempfile.mkdtemp(prefix="own")
print(os.path.isdir(made), os.path.basename(made).startswith("own"), made != tempfile.mkdtemp())
os.rmdir(made)
