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


def writer(csvfile, delimiter=",", quotechar='"', quoting=0, lineterminator="\\r\\n"):
    if quoting == 3:
        raise NotImplementedError("csv.QUOTE_NONE")
    return _Writer(csvfile, delimiter, quotechar, quoting, lineterminator)


def reader(csvfile, delimiter=",", quotechar='"', skipinitialspace=False):
    row = []
    field = ""
    quoted = False
    inside = False
    for line in csvfile:
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


class DictReader:
    def __init__(self, f, fieldnames=None, delimiter=","):
        self._rows = reader(f, delimiter)
        self._names = fieldnames

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self._rows, None)
        return self._names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self._rows)
        while not row:
            row = next(self._rows)
        if len(row) != len(names):
            raise NotImplementedError("a row of another length than the header")
        return dict(zip(names, row))


class DictWriter:
    def __init__(self, f, fieldnames, delimiter=",", quoting=0, lineterminator="\\r\\n"):
        self.fieldnames = fieldnames
        self.writer = writer(f, delimiter, '"', quoting, lineterminator)

    def writeheader(self):
        return self.writer.writerow(self.fieldnames)

    def writerow(self, rowdict):
        extra = [repr(key) for key in rowdict if key not in self.fieldnames]
        if extra:
            raise ValueError("dict contains fields not in fieldnames: " + ", ".join(extra))
        return self.writer.writerow([rowdict.get(name, "") for name in self.fieldnames])

    def writerows(self, rowdicts):
        for each in rowdicts:
            self.writerow(each)
`;
