/** `configparser` but for options without values and extended interpolation, as Python. */
export const CONFIGPARSER = `
DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10


class Error(Exception):
    message = ""

    def __init__(self, msg=""):
        self.message = msg
        super().__init__(msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__(f"No section: {section!r}")
        self.section = section


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__(f"No option {option!r} in section: {section!r}")
        self.option = option
        self.section = section


def _place(source, lineno):
    return f"While reading from {source!r} [line {lineno:2d}]: "


class DuplicateSectionError(Error):
    def __init__(self, section, source="", lineno=0):
        place = _place(source, lineno) + "section " if source else "Section "
        super().__init__(f"{place}{section!r} already exists")
        self.section = section


class DuplicateOptionError(Error):
    def __init__(self, section, option, source, lineno):
        super().__init__(f"{_place(source, lineno)}option {option!r} in section {section!r} already exists")
        self.section = section
        self.option = option


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        super().__init__(msg)
        self.option = option
        self.section = section


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        told = f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation key"
        super().__init__(option, section, f"{told} {reference!r} which is not a valid option name. Raw value: {rawval!r}")
        self.reference = reference


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        told = f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains"
        super().__init__(option, section, f"{told} an interpolation key which cannot be substituted in 10 steps. Raw value: {rawval!r}")


class ParsingError(Error):
    def __init__(self, source):
        super().__init__(f"Source contains parsing errors: {source!r}")
        self.source = source
        self.errors = []

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f"\\n\\t[line {lineno:2d}]: {line}"


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        super().__init__(filename)
        self.message = f"File contains no section headers.\\nfile: {filename!r}, line: {lineno}\\n{line!r}"
        self.lineno = lineno
        self.line = line


class BasicInterpolation:
    pass


class _Unset:
    pass


_UNSET = _Unset()
_BASIC = BasicInterpolation()


def _lower(option):
    return option.lower()


def _boolean(value):
    text = value.lower()
    if text in ("1", "yes", "true", "on"):
        return True
    if text in ("0", "no", "false", "off"):
        return False
    raise ValueError(f"Not a boolean: {value}")


class _Reading:
    """What is known between two lines of a source."""

    def __init__(self, source):
        self.source = source
        self.section = ""
        self.option = ""
        self.indent = 0
        self.lines = {}
        self.seen = set()
        self.failed = []


class RawConfigParser:
    _plain = True

    def __init__(self, defaults=None, *, allow_no_value=False, delimiters=("=", ":"), comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_BASIC):
        if not empty_lines_in_values:
            __limit__("configparser without empty lines in values")
        self.default_section = default_section
        self.optionxform = _lower
        self._delimiters = tuple(delimiters)
        self._comments = tuple(comment_prefixes)
        self._inline = [] if inline_comment_prefixes is None else list(inline_comment_prefixes)
        self._strict = strict
        self._takes_none = allow_no_value
        self._interpolates = interpolation is not None and not self._plain
        self._own = {}
        self._shared = {}
        if defaults is not None:
            for key, value in defaults.items():
                self._shared[self.optionxform(key)] = str(value)

    def defaults(self):
        return self._shared

    def sections(self):
        return list(self._own)

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._own:
            raise DuplicateSectionError(section)
        self._own[section] = {}

    def has_section(self, section):
        return section in self._own

    def options(self, section):
        if section not in self._own:
            raise NoSectionError(section)
        return list(self._own[section] | self._shared)

    def has_option(self, section, option):
        name = self.optionxform(option)
        if not section or section == self.default_section:
            return name in self._shared
        return section in self._own and (name in self._own[section] or name in self._shared)

    def remove_option(self, section, option):
        if section != self.default_section and section not in self._own:
            raise NoSectionError(section)
        values = self._shared if section == self.default_section else self._own[section]
        name = self.optionxform(option)
        found = name in values
        if found:
            del values[name]
        return found

    def remove_section(self, section):
        found = section in self._own
        if found:
            del self._own[section]
        return found

    def read(self, filenames, encoding=None):
        names = [filenames] if isinstance(filenames, str) else filenames
        done = []
        for name in names:
            try:
                with open(name, encoding=encoding) as file:
                    self._take(file.readlines(), name)
            except FileNotFoundError:
                continue
            done.append(name)
        return done

    def read_file(self, f, source="<???>"):
        self._take(list(f), source)

    def read_string(self, string, source="<string>"):
        self._take(string.splitlines(True), source)

    def read_dict(self, dictionary, source="<dict>"):
        seen = set()
        for section, values in dictionary.items():
            if section != self.default_section and section not in self._own:
                self._own[section] = {}
            own = self._shared if section == self.default_section else self._own[section]
            for key, value in values.items():
                name = self.optionxform(str(key))
                if self._strict and (section, name) in seen:
                    raise DuplicateOptionError(section, name, source, 0)
                seen.add((section, name))
                own[name] = str(value)

    def _take(self, lines, source):
        state = _Reading(source)
        for number, line in enumerate(lines, 1):
            self._line(state, number, line)
        self._finish(state)
        if state.failed:
            error = ParsingError(source)
            for number, line in state.failed:
                error.append(number, repr(line))
            raise error

    def _finish(self, state):
        own = self._shared if state.section == self.default_section else self._own.get(state.section, {})
        for name, found in state.lines.items():
            own[name] = "\\n".join(found).rstrip()
        state.lines = {}

    def _bare(self, line):
        """A line without its comment, and whether it has one."""
        end = len(line)
        for prefix in self._inline:
            at = line.find(prefix)
            while at >= 0:
                if at == 0 or line[at - 1].isspace():
                    end = min(end, at)
                    break
                at = line.find(prefix, at + 1)
        if line.strip().startswith(self._comments):
            end = 0
        return (line[:end].strip(), end < len(line))

    def _line(self, state, number, line):
        value, commented = self._bare(line)
        if not value:
            if not commented and state.option in state.lines:
                state.lines[state.option].append("")
            return
        indent = len(line) - len(line.lstrip())
        if state.option in state.lines and indent > state.indent:
            state.lines[state.option].append(value)
            return
        state.indent = indent
        end = value.rfind("]")
        if value.startswith("[") and end > 1:
            self._header(state, number, value[1:end])
        elif not state.section:
            self._finish(state)
            raise MissingSectionHeaderError(state.source, number, line)
        else:
            self._entry(state, number, line, value)

    def _header(self, state, number, name):
        self._finish(state)
        if self._strict and ("", name) in state.seen and name != self.default_section:
            raise DuplicateSectionError(name, state.source, number)
        if name != self.default_section and name not in self._own:
            self._own[name] = {}
        state.seen.add(("", name))
        state.section = name
        state.option = ""

    def _entry(self, state, number, line, value):
        places = [value.find(sign) for sign in self._delimiters if sign in value]
        if not places and self._takes_none:
            __limit__("an option without a value")
        name = value[:min(places)].rstrip() if places else ""
        if not name:
            state.failed.append((number, line))
            return
        sign = [each for each in self._delimiters if value.startswith(each, min(places))][0]
        option = self.optionxform(name)
        if self._strict and (state.section, option) in state.seen:
            self._finish(state)
            raise DuplicateOptionError(state.section, option, state.source, number)
        state.seen.add((state.section, option))
        state.option = option
        state.lines[option] = [value[min(places) + len(sign):].strip()]

    def _values(self, section):
        if section == self.default_section:
            return dict(self._shared)
        if section not in self._own:
            raise NoSectionError(section)
        return self._shared | self._own[section]

    def _filled(self, section, option, text, values):
        if not self._interpolates:
            return text
        return self._substituted(section, option, text, text, values, 1)

    def _substituted(self, section, option, text, whole, values, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, whole)
        out = ""
        rest = text
        while rest:
            at = rest.find("%")
            if at < 0:
                return out + rest
            out += rest[:at]
            rest = rest[at:]
            if rest.startswith("%%"):
                out += "%"
                rest = rest[2:]
                continue
            if not rest.startswith("%("):
                raise InterpolationSyntaxError(option, section, f"'%' must be followed by '%' or '(', found: {rest!r}")
            end = rest.find(")")
            if end < 3 or rest[end:end + 2] != ")s":
                raise InterpolationSyntaxError(option, section, f"bad interpolation variable reference {rest!r}")
            name = self.optionxform(rest[2:end])
            rest = rest[end + 2:]
            if name not in values:
                raise InterpolationMissingOptionError(option, section, whole, name)
            found = values[name]
            out += self._substituted(section, option, found, whole, values, depth + 1) if "%" in found else found
        return out

    def _found(self, section, option, raw, extra):
        """The value of an option in a list, which is empty without one."""
        values = self._values(section)
        if extra is not None:
            for key, value in extra.items():
                values[self.optionxform(key)] = str(value)
        name = self.optionxform(option)
        if name not in values:
            return []
        text = values[name]
        return [text if raw else self._filled(section, name, text, values)]

    def _has(self, section):
        return section == self.default_section or section in self._own

    def _asked(self, section, option, raw, extra):
        found = self._found(section, option, raw, extra)
        if not found:
            raise NoOptionError(option, section)
        return found[0]

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        if isinstance(fallback, _Unset):
            return self._asked(section, option, raw, vars)
        found = self._found(section, option, raw, vars) if self._has(section) else []
        return found[0] if found else fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        if isinstance(fallback, _Unset):
            return int(self._asked(section, option, raw, vars))
        found = self._found(section, option, raw, vars) if self._has(section) else []
        return int(found[0]) if found else fallback

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        if isinstance(fallback, _Unset):
            return float(self._asked(section, option, raw, vars))
        found = self._found(section, option, raw, vars) if self._has(section) else []
        return float(found[0]) if found else fallback

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        if isinstance(fallback, _Unset):
            return _boolean(self._asked(section, option, raw, vars))
        found = self._found(section, option, raw, vars) if self._has(section) else []
        return _boolean(found[0]) if found else fallback

    def items(self, section=_UNSET, raw=False, vars=None):
        if isinstance(section, _Unset):
            return [(name, self[name]) for name in self]
        values = self._values(section)
        if vars is not None:
            __limit__("the items of a section with others")
        return [(name, text if raw else self._filled(section, name, text, values)) for name, text in values.items()]

    def _checked(self, value):
        if not isinstance(value, str):
            raise TypeError("option values must be strings")
        if self._interpolates:
            bare = value.replace("%%", "")
            while "%(" in bare and ")s" in bare[bare.index("%("):]:
                at = bare.index("%(")
                bare = bare[:at] + bare[bare.index(")s", at) + 2:]
            if "%" in bare:
                raise ValueError(f"invalid interpolation syntax in {value!r} at position {bare.find('%')}")
        return value

    def set(self, section, option, value):
        text = self._checked(value)
        if section and section != self.default_section and section not in self._own:
            raise NoSectionError(section)
        values = self._own[section] if section and section != self.default_section else self._shared
        values[self.optionxform(option)] = text

    def write(self, fp, space_around_delimiters=True):
        sign = f" {self._delimiters[0]} " if space_around_delimiters else self._delimiters[0]
        if self._shared:
            self._write(fp, self.default_section, self._shared, sign)
        for name, values in self._own.items():
            self._write(fp, name, values, sign)

    def _write(self, fp, name, values, sign):
        fp.write(f"[{name}]\\n")
        for key, value in values.items():
            fp.write(key + sign + value.replace("\\n", "\\n\\t") + "\\n")
        fp.write("\\n")

    def __getitem__(self, key):
        if not self._has(key):
            raise KeyError(key)
        return SectionProxy(self, key)

    def __setitem__(self, key, value):
        if key == self.default_section:
            self._shared.clear()
        elif key in self._own:
            self._own[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self._has(key):
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return self._has(key)

    def __len__(self):
        return len(self._own) + 1

    def __iter__(self):
        yield self.default_section
        for name in self._own:
            yield name

    def keys(self):
        return [self.default_section] + list(self._own)


class ConfigParser(RawConfigParser):
    _plain = False


class SectionProxy:
    def __init__(self, parser, name):
        self.parser = parser
        self.name = name

    def __repr__(self):
        return f"<Section: {self.name}>"

    def __getitem__(self, key):
        if not self.parser.has_option(self.name, key):
            raise KeyError(key)
        return self.parser.get(self.name, key)

    def __setitem__(self, key, value):
        self.parser.set(self.name, key, value)

    def __delitem__(self, key):
        if not self.parser.has_option(self.name, key) or not self.parser.remove_option(self.name, key):
            raise KeyError(key)

    def __contains__(self, key):
        return self.parser.has_option(self.name, key)

    def keys(self):
        if self.name == self.parser.default_section:
            return list(self.parser.defaults())
        return self.parser.options(self.name)

    def __len__(self):
        return len(self.keys())

    def __iter__(self):
        for key in self.keys():
            yield key

    def values(self):
        return [self[key] for key in self.keys()]

    def items(self):
        return [(key, self[key]) for key in self.keys()]

    def get(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.get(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getint(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.getint(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getfloat(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.getfloat(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getboolean(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.getboolean(self.name, option, raw=raw, vars=vars, fallback=fallback)
`;
