/** `csv` of texts in memory and of the standard streams, as Python. */
export const CSV = `
QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3


class Error(Exception):
    pass


def _shown(value):
    return "" if value is None else str(value)


def _limited(quoting):
    if quoting == 3:
        __limit__("csv.QUOTE_NONE")
    return quoting


def _dialect(name):
    if name == "excel-tab":
        return "\\t"
    if name != "excel" and name != "unix":
        raise Error("unknown dialect")
    return ","


class _Writer:
    def __init__(self, file, delimiter, quotechar, quoting, lineterminator):
        self._file = file
        self._delimiter = delimiter
        self._quote = quotechar
        self._quoting = quoting
        self._end = lineterminator

    def writerow(self, row):
        out = []
        for value in row:
            text = _shown(value)
            special = any(c in text for c in (self._delimiter, self._quote, "\\n", "\\r"))
            wants = self._quoting == 1 or (self._quoting == 2 and not isinstance(value, (int, float)))
            if special or wants:
                text = self._quote + text.replace(self._quote, self._quote * 2) + self._quote
            out.append(text)
        if len(out) == 1 and out[0] == "":
            out[0] = self._quote * 2
        line = self._delimiter.join(out) + self._end
        self._file.write(line)
        return len(line)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", *, delimiter=None, quotechar='"', quoting=None, lineterminator=None):
    unix = dialect == "unix"
    split = _dialect(dialect) if delimiter is None else delimiter
    how = _limited((1 if unix else 0) if quoting is None else quoting)
    end = ("\\n" if unix else "\\r\\n") if lineterminator is None else lineterminator
    return _Writer(csvfile, split, quotechar, how, end)


def _rows(csvfile, delimiter, quotechar, skipinitialspace, count):
    row = []
    field = ""
    quoted = False
    inside = False
    for line in csvfile:
        count[0] += 1
        at = 0
        while at < len(line):
            c = line[at]
            if inside:
                if c == quotechar:
                    if at + 1 < len(line) and line[at + 1] == quotechar:
                        field += c
                        at += 1
                    else:
                        inside = False
                else:
                    field += c
            elif c == quotechar and field == "" and not quoted:
                inside = True
                quoted = True
            elif c == delimiter:
                row.append(field)
                field = ""
                quoted = False
            elif c in "\\r\\n":
                break
            elif not (c == " " and skipinitialspace and field == "" and not quoted):
                field += c
            at += 1
        if inside:
            continue
        if row or field or quoted:
            row.append(field)
        yield row
        row = []
        field = ""
        quoted = False
    if inside:
        row.append(field)
        yield row


class _Reader:
    def __init__(self, rows, count):
        self._rows = rows
        self._count = count

    @property
    def line_num(self):
        return self._count[0]

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._rows)


def reader(csvfile, dialect="excel", *, delimiter=None, quotechar='"', skipinitialspace=False, quoting=0):
    if quoting > 1:
        __limit__("csv.reader of this quoting")
    count = [0]
    split = _dialect(dialect) if delimiter is None else delimiter
    return _Reader(_rows(csvfile, split, quotechar, skipinitialspace, count), count)


class DictReader:
    def __init__(self, f, fieldnames=None, *, restval=None, dialect="excel", delimiter=None, quotechar='"', skipinitialspace=False):
        self.reader = reader(f, dialect, delimiter=delimiter, quotechar=quotechar, skipinitialspace=skipinitialspace)
        self._names = fieldnames
        self.restval = restval

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    @property
    def line_num(self):
        return self.reader.line_num

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        if len(row) > len(names):
            __limit__("a row that is longer than the header")
        out = dict(zip(names, row))
        if len(row) < len(names):
            rest = self.restval
            if rest is None:
                return __limit__("a row that is shorter than the header")
            for name in names[len(row):]:
                out[name] = rest
        return out


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *, delimiter=None, quotechar='"', quoting=None, lineterminator=None):
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, delimiter=delimiter, quotechar=quotechar, quoting=quoting, lineterminator=lineterminator)

    def writeheader(self):
        return self.writer.writerow(self.fieldnames)

    def writerow(self, rowdict):
        if self.extrasaction == "raise":
            extra = [repr(key) for key in rowdict if key not in self.fieldnames]
            if extra:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(extra))
        return self.writer.writerow([rowdict.get(name, self.restval) for name in self.fieldnames])

    def writerows(self, rowdicts):
        for each in rowdicts:
            self.writerow(each)
`;
