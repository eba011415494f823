/** `fileinput` of standard input, as Python: files that the command line names end the program. */
export const FILEINPUT = `
import sys

_read = 0


def input():
    global _read
    if len(sys.argv) > 1:
        __limit__("files that are named to fileinput")
    for line in sys.stdin:
        _read += 1
        yield line


def lineno():
    return _read


def filelineno():
    return _read


def isfirstline():
    return _read == 1
`;
