/** What `argparse` says of its arguments: usage and help, as Python. */
export const ARGPARSE_HELP = String.raw`
import textwrap


class Action:
    def __init__(self, flags, dest, action, nargs, metavar, choices, help, required, default, kind):
        self.group = -1
        self.exclusive = -1
        self.first = False
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
        return 1 if self.nargs in ("+", "A...") else int(self.nargs)

    def most(self):
        if self.nargs in ("", "?"):
            return 1
        return 1000000 if self.nargs in ("*", "+", "A...") else int(self.nargs)

    def takes(self):
        return self.action in ("store", "append")

    def named(self):
        if self.flags:
            return "/".join(self.flags)
        if self.action == "parsers" and not self.dest and not self.metavar:
            return "{" + ",".join(self.choices) + "}"
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
        if self.nargs == "A...":
            return f"{shown} ..."
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

    def bare(self):
        """In usage, among those of which only one may be given."""
        text = self.values() if not self.flags else f"{self.flags[0]} {self.values()}" if self.takes() else self.flags[0]
        return text[1:-1] if not self.flags and text.startswith("[") and text.endswith("]") else text


class Command:
    def __init__(self, name, aliases, help):
        self.name = name
        self.aliases = aliases
        self.help = help

    def header(self):
        return f"{self.name} ({', '.join(self.aliases)})" if self.aliases else self.name


def _pieces(text):
    out = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        end = at
        if text[at] in "[(":
            depth = 0
            while end < len(text):
                if text[end] in "[(":
                    depth += 1
                elif text[end] in "])":
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


def _parts(actions, exclusives):
    """Each argument of a usage, those of which only one may be given together where they follow each other."""
    out = []
    at = 0
    while at < len(actions):
        group = actions[at].exclusive
        size = 0
        if group >= 0 and actions[at].first:
            required, size = exclusives[group]
            if [each.exclusive for each in actions[at:at + size]] != [group] * size:
                size = 0
        if size == 0:
            out.append(actions[at].usage())
            at += 1
            continue
        inner = " | ".join([each.bare() for each in actions[at:at + size]])
        if not required:
            inner = f"[{inner}]"
        elif size > 1:
            inner = f"({inner})"
        out.append(inner)
        at += size
    return out


def usage_text(prog, usage, actions, exclusives):
    prefix = "usage: "
    if usage is not None:
        return prefix + usage.replace("%(prog)s", prog)
    options = [each for each in actions if each.flags]
    values = [each for each in actions if not each.flags]
    whole = " ".join([prog] + _parts(options + values, exclusives))
    if len(prefix) + len(whole) <= 78:
        return prefix + whole
    before = [piece for text in _parts(options, exclusives) for piece in _pieces(text)]
    after = [piece for text in _parts(values, exclusives) for piece in _pieces(text)]
    if len(prefix) + len(prog) <= 0.75 * 78:
        indent = " " * (len(prefix) + len(prog) + 1)
        if before:
            lines = _lines([prog] + before, indent, prefix) + _lines(after, indent, None)
        else:
            lines = _lines([prog] + after, indent, prefix)
    else:
        indent = " " * len(prefix)
        lines = _lines(before + after, indent, None)
        if len(lines) > 1:
            lines = _lines(before, indent, None) + _lines(after, indent, None)
        lines = [prog] + lines
    return prefix + "\n".join(lines)


class Help:
    def __init__(self, prog, style, actions, commands):
        if style == "RawTextHelpFormatter":
            __limit__("RawTextHelpFormatter")
        self._prog = prog
        self._style = style
        self._commands = commands
        heads = [len(each.header()) + 2 for each in actions] + [len(each.header()) + 2 for each in commands]
        self._place = min(max(heads, default=0) + 2, 24)

    def _said(self, action):
        text = action.help
        wants = self._style == "ArgumentDefaultsHelpFormatter" and "%(default)" not in text
        if wants and action.action not in ("help", "version", "parsers") and (action.flags or action.nargs in ("?", "*")):
            text += " (default: %(default)s)"
        text = text.replace("%(default)s", action.default).replace("%(prog)s", self._prog)
        text = text.replace("%(dest)s", action.dest).replace("%(type)s", action.kind or "None")
        if action.choices is not None:
            text = text.replace("%(choices)s", ", ".join(action.choices))
        if "%(" in text:
            __limit__("this help text of an argument")
        return text.replace("%%", "%")

    def _item(self, head, said, indent):
        width = self._place - indent - 2
        if not said:
            return " " * indent + head + "\n"
        lines = textwrap.wrap(" ".join(said.split()), 78 - self._place)
        if len(head) <= width:
            out = " " * indent + head.ljust(width) + "  " + (lines[0] if lines else "") + "\n"
            lines = lines[1:]
        else:
            out = " " * indent + head + "\n"
        for line in lines:
            out += " " * self._place + line + "\n"
        return out

    def section(self, title, description, actions):
        out = self.prose(description, "  ")
        for each in actions:
            out += self._item(each.header(), self._said(each) if each.help else "", 2)
            if each.action == "parsers":
                for command in self._commands:
                    out += self._item(command.header(), command.help.replace("%(prog)s", self._prog).replace("%%", "%"), 4)
        return title + ":\n" + out + "\n" if out else ""

    def prose(self, text, indent):
        if text is None:
            return ""
        said = text.replace("%(prog)s", self._prog)
        if self._style.startswith("Raw"):
            return "".join([indent + line for line in said.splitlines(keepends=True)]) + "\n\n"
        lines = textwrap.wrap(" ".join(said.split()), 78 - len(indent))
        return "\n".join([indent + line for line in lines]) + "\n\n"
`;
