import csv, io
text = 'a,b\n1,"x, ""y"""\n\n 3, 4\n'
r = csv.reader(io.StringIO(text))
print(next(r), r.line_num)
for row in r:
    print(row, r.line_num)
print(list(csv.reader(io.StringIO("a\tb\n1\t2\n"), "excel-tab")), list(csv.reader(["a|b|'c|d'"], delimiter="|", quotechar="'")))
print(list(csv.reader(["a, b,  c"], skipinitialspace=True)), list(csv.reader("one,two three,four".split(), quoting=csv.QUOTE_ALL)))
out = io.StringIO()
w = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
print(w.writerow(["a", 1, None, 2.5, True]))
w = csv.writer(out, dialect="unix")
w.writerow((1, "two"))
csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerows([["a", 1, 2.0], ["", None, False]])
print(repr(out.getvalue()))
d = csv.DictReader(io.StringIO("name,age\nAnn,3\nBob\n"), restval="?")
print(d.fieldnames, d.line_num)
for row in d:
    print(row, d.line_num)
rows = list(csv.DictReader(["1;2", "3;4"], fieldnames=["x", "y"], delimiter=";"))
print(rows, sum(int(r["x"]) for r in rows))
out = io.StringIO()
dw = csv.DictWriter(out, ["x", "z"], restval="-", extrasaction="ignore", lineterminator="\n")
dw.writeheader()
dw.writerows(rows)
print(out.getvalue())
strict = csv.DictWriter(io.StringIO(), fieldnames=["x"])
try:
    strict.writerow(rows[0])
except ValueError as e:
    print(e)
try:
    csv.DictWriter(io.StringIO(), ["x"], extrasaction="drop")
except ValueError as e:
    print(e)
try:
    csv.reader([], "nope")
except csv.Error as e:
    print(type(e).__name__, e)
