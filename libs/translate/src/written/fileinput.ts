/** `fileinput` of standard input, as Python: files that the command line names end the program. */
export const FILEINPUT = `
import sys

_read = -1


def input():
    global _read
    if len(sys.argv) > 1:
        __limit__("files that are named to fileinput")
    _read = 0
    return _lines()


def _lines():
    global _read
    for line in sys.stdin:
        _read += 1
        yield line


def lineno():
    if _read < 0:
        raise RuntimeError("no active input()")
    return _read


filelineno = lineno


def isfirstline():
    return lineno() == 1
`;
