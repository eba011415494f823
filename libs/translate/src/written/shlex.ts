/** `shlex.split`, `quote` and `join`, as Python. */
export const SHLEX = String.raw`
_SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-"


def quote(s):
    if not s:
        return "''"
    if all(c in _SAFE for c in s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join([quote(arg) for arg in split_command])


def split(s, comments=False, posix=True):
    if not posix:
        return __limit__("shlex.split without POSIX rules")
    out = []
    word = ""
    begun = False
    mark = ""
    at = 0
    while at < len(s):
        c = s[at]
        at += 1
        if c == "\\" and mark != "'":
            if at == len(s):
                raise ValueError("No escaped character")
            if mark == '"' and s[at] not in '\\"':
                word += c
            word += s[at]
            at += 1
            begun = True
        elif mark != "":
            if c == mark:
                mark = ""
            else:
                word += c
        elif c in "\"'":
            mark = c
            begun = True
        elif c in " \t\r\n":
            if begun:
                out.append(word)
            word = ""
            begun = False
        elif comments and c == "#":
            if begun:
                out.append(word)
            word = ""
            begun = False
            while at < len(s) and s[at] != "\n":
                at += 1
        else:
            word += c
            begun = True
    if mark != "":
        raise ValueError("No closing quotation")
    if begun:
        out.append(word)
    return out
`;
