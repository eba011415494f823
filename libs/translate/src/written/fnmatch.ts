/** `fnmatch` of names as POSIX has them, as Python. */
export const FNMATCH = `
def _chunks(pat, at, end):
    """What stands between brackets, cut where hyphens are that make ranges."""
    chunks = []
    found = pat.find("-", at + 2 if pat[at] == "!" else at + 1, end)
    while found >= 0:
        chunks.append(pat[at:found])
        at = found + 1
        found = pat.find("-", found + 3, end)
    if at < end:
        chunks.append(pat[at:end])
    elif chunks:
        chunks[-1] += "-"
    for k in range(len(chunks) - 1, 0, -1):
        if chunks[k - 1][-1] > chunks[k][0]:
            chunks[k - 1] = chunks[k - 1][:-1] + chunks[k][1:]
            del chunks[k]
    return chunks


def _set(pat, at, end):
    """Whether a set is of those it does not name, its letters, and its ranges."""
    chunks = _chunks(pat, at, end)
    ranges = [(chunks[k - 1][-1], chunks[k][0]) for k in range(1, len(chunks))]
    letters = "".join(chunks)
    if not letters.startswith("!"):
        return (False, letters, ranges)
    return (True, letters[1:], ranges)


def _parts(pat):
    """Pieces of a pattern: a kind, a letter, and where a set begins and ends."""
    out = []
    at = 0
    while at < len(pat):
        c = pat[at]
        at += 1
        if c == "*":
            if not out or out[-1][0] != "*":
                out.append(("*", 0, 0))
        elif c == "?":
            out.append(("?", 0, 0))
        elif c == "[":
            end = at
            if pat[end:end + 1] == "!":
                end += 1
            if pat[end:end + 1] == "]":
                end += 1
            end = pat.find("]", end)
            if end < 0:
                out.append(("=", at - 1, 0))
            else:
                out.append(("[", at, end))
                at = end + 1
        else:
            out.append(("=", at - 1, 0))
    return out


def _fits(c, part, pat):
    kind, at, end = part
    if kind == "?":
        return True
    if kind == "=":
        return c == pat[at]
    other, letters, ranges = _set(pat, at, end)
    inside = c in letters or any(low <= c <= high for low, high in ranges)
    return inside != other


def fnmatchcase(name, pat):
    parts = _parts(pat)
    at = 0
    place = 0
    star = -1
    kept = 0
    while at < len(name):
        if place < len(parts) and parts[place][0] == "*":
            star = place
            kept = at
            place += 1
        elif place < len(parts) and _fits(name[at], parts[place], pat):
            at += 1
            place += 1
        elif star >= 0:
            kept += 1
            at = kept
            place = star + 1
        else:
            return False
    return place == len(parts) or (place == len(parts) - 1 and parts[place][0] == "*")


def fnmatch(name, pat):
    return fnmatchcase(name, pat)


def filter(names, pat):
    return [name for name in names if fnmatchcase(name, pat)]
`;
