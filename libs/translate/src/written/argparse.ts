/** `argparse` of parsers without groups that exclude each other and without commands, as Python. */
export const ARGPARSE = `
import sys
import textwrap


class ArgumentTypeError(Exception):
    pass


class _Action:
    def __init__(self, flags, dest, action, nargs, metavar, choices, help, required, default, kind):
        self.flags = flags
        self.dest = dest
        self.action = action
        self.nargs = nargs
        self.metavar = metavar
        self.choices = choices
        self.help = help
        self.required = required
        self.default = default
        self.kind = kind

    def least(self):
        if self.nargs == "":
            return 1
        if self.nargs in ("?", "*"):
            return 0
        return 1 if self.nargs == "+" else int(self.nargs)

    def most(self):
        if self.nargs in ("", "?"):
            return 1
        return 1000000 if self.nargs in ("*", "+") else int(self.nargs)

    def takes(self):
        return self.action in ("store", "append")

    def named(self):
        if self.flags:
            return "/".join(self.flags)
        return self.metavar or self.dest

    def values(self):
        shown = self.metavar
        if not shown and self.choices is not None:
            shown = "{" + ",".join(self.choices) + "}"
        if not shown:
            shown = self.dest.upper() if self.flags else self.dest
        if self.nargs == "":
            return shown
        if self.nargs == "?":
            return f"[{shown}]"
        if self.nargs == "*":
            return f"[{shown} ...]"
        if self.nargs == "+":
            return f"{shown} [{shown} ...]"
        return " ".join([shown] * int(self.nargs))

    def header(self):
        if not self.flags:
            shown = self.metavar
            if not shown and self.choices is not None:
                shown = "{" + ",".join(self.choices) + "}"
            return shown or self.dest
        if not self.takes():
            return ", ".join(self.flags)
        return ", ".join([f"{flag} {self.values()}" for flag in self.flags])

    def usage(self):
        if not self.flags:
            return self.values()
        text = f"{self.flags[0]} {self.values()}" if self.takes() else self.flags[0]
        return text if self.required else f"[{text}]"


def _is_negative(text):
    body = text[1:]
    if not text.startswith("-") or not body:
        return False
    whole, point, part = body.partition(".")
    digits = whole + part
    return digits.isdigit() and digits.isascii() and not (point and not part)


def _pieces(text):
    out = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        end = at
        if text[at] == "[":
            depth = 0
            while end < len(text):
                if text[end] == "[":
                    depth += 1
                elif text[end] == "]":
                    depth -= 1
                    if depth == 0:
                        break
                end += 1
            end += 1
        else:
            while end < len(text) and text[end] != " ":
                end += 1
        out.append(text[at:end])
        at = end
    return out


def _lines(parts, indent, prefix):
    lines = []
    line = []
    length = len(indent) - 1 if prefix is None else len(prefix) - 1
    for part in parts:
        if length + 1 + len(part) > 78 and line:
            lines.append(indent + " ".join(line))
            line = []
            length = len(indent) - 1
        line.append(part)
        length += len(part) + 1
    if line:
        lines.append(indent + " ".join(line))
    if prefix is not None:
        lines[0] = lines[0][len(indent):]
    return lines


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, add_help=True, formatter_class=""):
        self.prog = sys.argv[0].rpartition("/")[2] if prog is None else prog
        self.description = description
        self.epilog = epilog
        self._usage = usage
        self._style = formatter_class
        self._actions = []
        self._groups = []
        if add_help:
            self._add(["-h", "--help"], "help", "help", "", None, None, "show this help message and exit", False, "None", "")

    def _add(self, flags, dest, action, nargs, metavar, choices, help, required, default, kind):
        for each in self._actions:
            for flag in flags:
                if flag in each.flags:
                    __limit__("an option that is added twice")
        self._actions.append(_Action(flags, dest, action, nargs, metavar, choices, help, required, default, kind))

    def format_usage(self):
        return self._usage_text() + "\\n"

    def _usage_text(self):
        prefix = "usage: "
        if self._usage is not None:
            return prefix + self._usage.replace("%(prog)s", self.prog)
        options = [each.usage() for each in self._actions if each.flags]
        values = [each.usage() for each in self._actions if not each.flags]
        whole = " ".join([self.prog] + options + values)
        if len(prefix) + len(whole) <= 78:
            return prefix + whole
        before = [piece for text in options for piece in _pieces(text)]
        after = [piece for text in values for piece in _pieces(text)]
        if len(prefix) + len(self.prog) <= 0.75 * 78:
            indent = " " * (len(prefix) + len(self.prog) + 1)
            if before:
                lines = _lines([self.prog] + before, indent, prefix) + _lines(after, indent, None)
            else:
                lines = _lines([self.prog] + after, indent, prefix)
        else:
            indent = " " * len(prefix)
            lines = _lines(before + after, indent, None)
            if len(lines) > 1:
                lines = _lines(before, indent, None) + _lines(after, indent, None)
            lines = [self.prog] + lines
        return prefix + "\\n".join(lines)

    def _help_of(self, action):
        text = action.help
        wants = self._style == "ArgumentDefaultsHelpFormatter" and "%(default)" not in text
        if wants and action.action not in ("help", "version") and (action.flags or action.nargs in ("?", "*")):
            text += " (default: %(default)s)"
        text = text.replace("%(default)s", action.default).replace("%(prog)s", self.prog)
        text = text.replace("%(dest)s", action.dest).replace("%(type)s", action.kind or "None")
        if action.choices is not None:
            text = text.replace("%(choices)s", ", ".join(action.choices))
        if "%(" in text:
            __limit__("this help text of an argument")
        return text.replace("%%", "%")

    def _section(self, title, actions, place):
        if not actions:
            return ""
        out = title + ":\\n"
        for each in actions:
            head = each.header()
            width = place - 4
            if not each.help:
                out += "  " + head + "\\n"
                continue
            lines = textwrap.wrap(" ".join(self._help_of(each).split()), 78 - place)
            if len(head) <= width:
                out += "  " + head.ljust(width) + "  " + (lines[0] if lines else "") + "\\n"
                lines = lines[1:]
            else:
                out += "  " + head + "\\n"
            for line in lines:
                out += " " * place + line + "\\n"
        return out + "\\n"

    def _prose(self, text):
        if text is None:
            return ""
        said = text.replace("%(prog)s", self.prog)
        if self._style.startswith("Raw"):
            return said + "\\n\\n"
        return textwrap.fill(" ".join(said.split()), 78) + "\\n\\n"

    def format_help(self):
        if self._style == "RawTextHelpFormatter":
            __limit__("RawTextHelpFormatter")
        longest = max([len(each.header()) + 2 for each in self._actions], default=0)
        place = min(longest + 2, 24)
        text = self._usage_text() + "\\n\\n" + self._prose(self.description)
        text += self._section("positional arguments", [each for each in self._actions if not each.flags], place)
        text += self._section("options", [each for each in self._actions if each.flags], place)
        text += self._prose(self.epilog)
        while "\\n\\n\\n" in text:
            text = text.replace("\\n\\n\\n", "\\n\\n")
        return text.strip("\\n") + "\\n"

    def print_help(self):
        print(self.format_help(), end="")

    def print_usage(self):
        print(self.format_usage(), end="")

    def error(self, message):
        sys.stderr.write(self.format_usage())
        sys.stderr.write(f"{self.prog}: error: {message}\\n")
        sys.exit(2)

    def exit(self, status=0, message=None):
        if message is not None:
            sys.stderr.write(message)
        sys.exit(status)

    def _find(self, text):
        for at, each in enumerate(self._actions):
            if text in each.flags:
                return at
        return -1

    def _option(self, text):
        """Which option a text is, what it is given with an equals sign or at once, and how it is written."""
        if not text.startswith("-") or len(text) == 1:
            return (-2, None, "")
        at = self._find(text)
        if at >= 0:
            return (at, None, text)
        name, equals, given = text.partition("=")
        if equals and self._find(name) >= 0:
            return (self._find(name), given, name)
        found = []
        if text.startswith("--"):
            for at, each in enumerate(self._actions):
                for flag in each.flags:
                    if flag.startswith(name):
                        found.append((at, given if equals else None, flag))
        else:
            for at, each in enumerate(self._actions):
                for flag in each.flags:
                    if flag == text[:2]:
                        found.append((at, text[2:], flag))
                    elif flag.startswith(text):
                        found.append((at, None, flag))
        if len(found) > 1:
            self.error(f"ambiguous option: {text} could match {', '.join([flag for _, _, flag in found])}")
        if found:
            return found[0]
        if _is_negative(text) or " " in text:
            return (-2, None, "")
        return (-1, None, text)

    def _parse(self, given):
        args = sys.argv[1:] if given is None else given
        for each in self._actions:
            for flag in each.flags:
                if _is_negative(flag):
                    __limit__("options that look like negative numbers")
        raw = [[["" for _ in range(0)] for _ in range(0)] for _ in self._actions]
        options = []
        plain = False
        for text in args:
            if plain:
                options.append((-2, None, ""))
            elif text == "--":
                __limit__("-- among the arguments")
            else:
                options.append(self._option(text))
        waiting = [at for at, each in enumerate(self._actions) if not each.flags]
        extras = []
        at = 0
        while at < len(args):
            if options[at][0] == -2:
                taken = self._positionals(args, options, at, waiting, raw)
                if taken == at:
                    while at < len(args) and options[at][0] == -2:
                        extras.append(args[at])
                        at += 1
                at = max(at, taken)
                continue
            if options[at][0] == -1:
                extras.append(args[at])
                at += 1
                continue
            at = self._consume(args, options, at, raw)
        self._positionals(args, options, len(args), waiting, raw)
        missing = []
        for place, each in enumerate(self._actions):
            if each.flags:
                if each.required and not raw[place]:
                    missing.append(each.named())
            elif place in waiting and each.required:
                missing.append(each.named())
        if missing:
            self.error("the following arguments are required: " + ", ".join(missing))
        if extras:
            self.error("unrecognized arguments: " + " ".join(extras))
        return raw

    def _positionals(self, args, options, at, waiting, raw):
        there = 0
        while at + there < len(args) and options[at + there][0] == -2:
            there += 1
        count = len(waiting)
        while count > 0 and sum([self._actions[place].least() for place in waiting[:count]]) > there:
            count -= 1
        taken = at
        now = waiting[:count]
        for i, place in enumerate(now):
            each = self._actions[place]
            later = sum([self._actions[other].least() for other in now[i + 1:]])
            size = min(each.most(), at + there - taken - later)
            raw[place].append(args[taken:taken + size])
            taken += size
        del waiting[:count]
        return taken

    def _consume(self, args, options, at, raw):
        place, given, flag = options[at]
        while True:
            each = self._actions[place]
            if each.takes():
                if given is not None:
                    if each.nargs not in ("", "?", "*", "+", "1"):
                        self.error(f"argument {each.named()}: expected {each.nargs} arguments")
                    raw[place].append([given])
                    return at + 1
                there = 0
                while at + 1 + there < len(args) and options[at + 1 + there][0] == -2:
                    there += 1
                if there < each.least():
                    said = {"": "expected one argument", "+": "expected at least one argument", "1": "expected 1 argument"}
                    self.error(f"argument {each.named()}: " + said.get(each.nargs, f"expected {each.nargs} arguments"))
                size = min(there, each.most())
                raw[place].append(args[at + 1:at + 1 + size])
                return at + 1 + size
            if each.action == "help":
                self.print_help()
                sys.exit(0)
            if each.action == "version":
                print(each.default.replace("%(prog)s", self.prog))
                sys.exit(0)
            raw[place].append([])
            if given is None:
                return at + 1
            if flag.startswith("--") or given == "":
                self.error(f"argument {each.named()}: ignored explicit argument {given!r}")
            flag = "-" + given[0]
            rest = given[1:]
            found = self._find(flag)
            if found < 0:
                self.error(f"argument {each.named()}: ignored explicit argument {given!r}")
            place = found
            given = rest if rest else None
`;
