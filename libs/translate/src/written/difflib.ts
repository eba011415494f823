/** `difflib`: sequences compared by their longest common runs, as Python. */
export const DIFFLIB = String.raw`
from typing import NamedTuple


class Match(NamedTuple):
    a: int
    b: int
    size: int


def _share(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.autojunk = autojunk
        self._blocks = []
        self._codes = []
        self._has_blocks = False
        self._has_codes = False
        self.a = a
        self.set_seq2(b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        self.a = a
        self._has_blocks = False
        self._has_codes = False

    def set_seq2(self, b):
        self.b = b
        self._has_blocks = False
        self._has_codes = False
        places = {}
        for at, each in enumerate(b):
            places.setdefault(each, []).append(at)
        self.bjunk = set()
        self.bpopular = set()
        if self.isjunk is not None:
            for each in places:
                if self.isjunk(each):
                    self.bjunk.add(each)
            for each in self.bjunk:
                del places[each]
        if self.autojunk and len(b) >= 200:
            for each, found in places.items():
                if len(found) > len(b) // 100 + 1:
                    self.bpopular.add(each)
            for each in self.bpopular:
                del places[each]
        self.b2j = places

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        a = self.a
        b = self.b
        a_end = len(a) if ahi is None else ahi
        b_end = len(b) if bhi is None else bhi
        best_i = alo
        best_j = blo
        size = 0
        lengths = {}
        for i in range(alo, a_end):
            now = {}
            for j in self.b2j.get(a[i], []):
                if j < blo:
                    continue
                if j >= b_end:
                    break
                length = lengths.get(j - 1, 0) + 1
                now[j] = length
                if length > size:
                    best_i = i - length + 1
                    best_j = j - length + 1
                    size = length
            lengths = now
        for junk in (False, True):
            while best_i > alo and best_j > blo and (b[best_j - 1] in self.bjunk) == junk and a[best_i - 1] == b[best_j - 1]:
                best_i -= 1
                best_j -= 1
                size += 1
            while (
                best_i + size < a_end
                and best_j + size < b_end
                and (b[best_j + size] in self.bjunk) == junk
                and a[best_i + size] == b[best_j + size]
            ):
                size += 1
        return Match(best_i, best_j, size)

    def get_matching_blocks(self):
        if self._has_blocks:
            return self._blocks
        todo = [(0, len(self.a), 0, len(self.b))]
        found = []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, size = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append((i, j, size))
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    todo.append((i + size, ahi, j + size, bhi))
        found.sort()
        blocks = []
        last_i, last_j, last_size = 0, 0, 0
        for i, j, size in found:
            if last_i + last_size == i and last_j + last_size == j:
                last_size += size
            else:
                if last_size:
                    blocks.append(Match(last_i, last_j, last_size))
                last_i, last_j, last_size = i, j, size
        if last_size:
            blocks.append(Match(last_i, last_j, last_size))
        blocks.append(Match(len(self.a), len(self.b), 0))
        self._blocks = blocks
        self._has_blocks = True
        return blocks

    def get_opcodes(self):
        if self._has_codes:
            return self._codes
        i = 0
        j = 0
        codes = []
        for ai, bj, size in self.get_matching_blocks():
            tag = ""
            if i < ai and j < bj:
                tag = "replace"
            elif i < ai:
                tag = "delete"
            elif j < bj:
                tag = "insert"
            if tag:
                codes.append((tag, i, ai, j, bj))
            i = ai + size
            j = bj + size
            if size:
                codes.append(("equal", ai, i, bj, j))
        self._codes = codes
        self._has_codes = True
        return codes

    def get_grouped_opcodes(self, n=3):
        codes = self.get_opcodes()[:]
        if not codes:
            codes = [("equal", 0, 1, 0, 1)]
        tag, i1, i2, j1, j2 = codes[0]
        if tag == "equal":
            codes[0] = (tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2)
        tag, i1, i2, j1, j2 = codes[-1]
        if tag == "equal":
            codes[-1] = (tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n))
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1 = max(i1, i2 - n)
                j1 = max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        matches = sum([size for _, _, size in self.get_matching_blocks()])
        return _share(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        left = {}
        for each in self.b:
            left[each] = left.get(each, 0) + 1
        matches = 0
        for each in self.a:
            count = left.get(each, 0)
            left[each] = count - 1
            if count > 0:
                matches += 1
        return _share(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        return _share(min(len(self.a), len(self.b)), len(self.a) + len(self.b))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError(f"n must be > 0: {n!r}")
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f"cutoff must be in [0.0, 1.0]: {cutoff!r}")
    found = []
    matcher = SequenceMatcher(None, "", word)
    for each in possibilities:
        matcher.set_seq1(each)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            found.append((matcher.ratio(), each))
    found.sort(reverse=True)
    return [each for _, each in found[:n]]


def _unified_range(start, stop):
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _context_range(start, stop):
    length = stop - start
    begin = start + 1 if length else start
    if length <= 1:
        return str(begin)
    return f"{begin},{begin + length - 1}"


def _of(file, date):
    return f"{file}\t{date}" if date else file


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f"--- {_of(fromfile, fromfiledate)}{lineterm}"
            yield f"+++ {_of(tofile, tofiledate)}{lineterm}"
        old = _unified_range(group[0][1], group[-1][2])
        new = _unified_range(group[0][3], group[-1][4])
        yield f"@@ -{old} +{new} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag in ("replace", "delete"):
                for line in a[i1:i2]:
                    yield "-" + line
            if tag in ("replace", "insert"):
                for line in b[j1:j2]:
                    yield "+" + line


_MARKS = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f"*** {_of(fromfile, fromfiledate)}{lineterm}"
            yield f"--- {_of(tofile, tofiledate)}{lineterm}"
        yield "***************" + lineterm
        yield f"*** {_context_range(group[0][1], group[-1][2])} ****{lineterm}"
        if any(code[0] in ("replace", "delete") for code in group):
            for tag, i1, i2, j1, j2 in group:
                if tag != "insert":
                    for line in a[i1:i2]:
                        yield _MARKS[tag] + line
        yield f"--- {_context_range(group[0][3], group[-1][4])} ----{lineterm}"
        if any(code[0] in ("replace", "insert") for code in group):
            for tag, i1, i2, j1, j2 in group:
                if tag != "delete":
                    for line in b[j1:j2]:
                        yield _MARKS[tag] + line


def IS_LINE_JUNK(line):
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch):
    return ch in " \t"


def _dump(mark, lines, low, high, out):
    for at in range(low, high):
        out.append(f"{mark} {lines[at]}")


def _spaced(line, marks):
    return "".join([c if mark == " " and c.isspace() else mark for c, mark in zip(line, marks)]).rstrip()


def _marked(old, new, charjunk, out):
    old_marks = ""
    new_marks = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(charjunk, old, new).get_opcodes():
        if tag == "equal":
            old_marks += " " * (i2 - i1)
            new_marks += " " * (j2 - j1)
        else:
            mark = "^" if tag == "replace" else ""
            old_marks += (mark or "-") * (i2 - i1)
            new_marks += (mark or "+") * (j2 - j1)
    old_marks = _spaced(old, old_marks)
    new_marks = _spaced(new, new_marks)
    out.append("- " + old)
    if old_marks:
        out.append(f"? {old_marks}\n")
    out.append("+ " + new)
    if new_marks:
        out.append(f"? {new_marks}\n")


def _between(a, alo, ahi, b, blo, bhi, charjunk, out):
    if alo < ahi and blo < bhi:
        _replaced(a, alo, ahi, b, blo, bhi, charjunk, out)
    else:
        _dump("-", a, alo, ahi, out)
        _dump("+", b, blo, bhi, out)


def _replaced(a, alo, ahi, b, blo, bhi, charjunk, out):
    best = 0.74
    at_i = -1
    at_j = -1
    same_i = -1
    same_j = -1
    matcher = SequenceMatcher(charjunk)
    for j in range(blo, bhi):
        matcher.set_seq2(b[j])
        for i in range(alo, ahi):
            if a[i] == b[j]:
                if same_i < 0:
                    same_i = i
                    same_j = j
                continue
            matcher.set_seq1(a[i])
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best = matcher.ratio()
                at_i = i
                at_j = j
    same = best < 0.75
    if same:
        if same_i < 0:
            if bhi - blo < ahi - alo:
                _dump("+", b, blo, bhi, out)
                _dump("-", a, alo, ahi, out)
            else:
                _dump("-", a, alo, ahi, out)
                _dump("+", b, blo, bhi, out)
            return
        at_i = same_i
        at_j = same_j
    _between(a, alo, at_i, b, blo, at_j, charjunk, out)
    if same:
        out.append("  " + a[at_i])
    else:
        _marked(a[at_i], b[at_j], charjunk, out)
    _between(a, at_i + 1, ahi, b, at_j + 1, bhi, charjunk, out)


class Differ:
    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            out = []
            if tag == "replace":
                _replaced(a, alo, ahi, b, blo, bhi, self.charjunk, out)
            elif tag == "insert":
                _dump("+", b, blo, bhi, out)
            else:
                _dump("-" if tag == "delete" else " ", a, alo, ahi, out)
            yield from out


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    if which not in (1, 2):
        raise ValueError(f"unknown delta choice (must be 1 or 2): {which!r}")
    mark = "- " if which == 1 else "+ "
    for line in delta:
        if line[:2] in ("  ", mark):
            yield line[2:]
`;
