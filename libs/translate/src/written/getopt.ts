/** `getopt`, as Python. */
export const GETOPT = `
class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        super().__init__(msg, opt)
        self.msg = msg
        self.opt = opt

    def __str__(self):
        return self.msg


def _named(name, known):
    """The long option that a beginning of its name stands for, and whether it takes a value."""
    fitting = [each for each in known if each.startswith(name)]
    if not fitting:
        raise GetoptError(f"option --{name} not recognized", name)
    if name in fitting:
        return (name, False)
    if name + "=" in fitting:
        return (name, True)
    if len(fitting) > 1:
        raise GetoptError(f"option --{name} not a unique prefix", name)
    return (fitting[0].rstrip("="), fitting[0].endswith("="))


def _long(text, rest, known, found):
    name, sign, given = text.partition("=")
    name, takes = _named(name, known)
    if not takes:
        if sign:
            raise GetoptError(f"option --{name} must not have an argument", name)
        found.append(("--" + name, ""))
    elif sign:
        found.append(("--" + name, given))
    else:
        if not rest:
            raise GetoptError(f"option --{name} requires argument", name)
        found.append(("--" + name, rest.pop(0)))


def _short(letters, rest, known, found):
    at = 0
    while at < len(letters):
        letter = letters[at]
        at += 1
        place = -1 if letter == ":" else known.find(letter)
        if place < 0:
            raise GetoptError(f"option -{letter} not recognized", letter)
        if known[place + 1:place + 2] != ":":
            found.append(("-" + letter, ""))
            continue
        given = letters[at:]
        at = len(letters)
        if not given:
            if not rest:
                raise GetoptError(f"option -{letter} requires argument", letter)
            given = rest.pop(0)
        found.append(("-" + letter, given))


def _parse(args, shortopts, longopts, mixes):
    known = [longopts] if isinstance(longopts, str) else list(longopts)
    found = []
    others = []
    rest = list(args)
    while rest:
        text = rest[0]
        if text == "--":
            rest.pop(0)
            break
        if text.startswith("--"):
            rest.pop(0)
            _long(text[2:], rest, known, found)
        elif text.startswith("-") and text != "-":
            rest.pop(0)
            _short(text[1:], rest, shortopts, found)
        elif mixes:
            others.append(rest.pop(0))
        else:
            break
    return (found, others + rest)


def getopt(args, shortopts, longopts=()):
    return _parse(args, shortopts, longopts, False)


def gnu_getopt(args, shortopts, longopts=()):
    mixes = not shortopts.startswith("+")
    return _parse(args, shortopts if mixes else shortopts[1:], longopts, mixes)
`;
