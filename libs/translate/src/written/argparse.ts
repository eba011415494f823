/** `argparse`: parsers, their groups and their commands, as Python. */
export const ARGPARSE = String.raw`
import sys
from written__argparse import Action, Command, Help, usage_text


class ArgumentTypeError(Exception):
    pass


def _is_negative(text):
    body = text[1:]
    if not text.startswith("-") or not body:
        return False
    whole, point, part = body.partition(".")
    digits = whole + part
    return digits.isdigit() and digits.isascii() and not (point and not part)


class _Group:
    """A heading in the help."""

    def __init__(self, parser, place):
        self._parser = parser
        self._place = place

    def _add(self, at, flags, dest, action, nargs, metavar, choices, help, required, default, kind):
        made = self._parser._add(at, flags, dest, action, nargs, metavar, choices, help, required, default, kind)
        made.group = self._place

    def add_mutually_exclusive_group(self, required=False):
        return self._parser._exclude(required, self._place)


class _Exclusive:
    """Arguments of which only one may be given."""

    def __init__(self, parser, place, group):
        self._parser = parser
        self._place = place
        self._group = group

    def _add(self, at, flags, dest, action, nargs, metavar, choices, help, required, default, kind):
        made = self._parser._add(at, flags, dest, action, nargs, metavar, choices, help, required, default, kind)
        made.group = self._group
        made.exclusive = self._place
        needed, size = self._parser._exclusives[self._place]
        made.first = size == 0
        self._parser._exclusives[self._place] = (needed, size + 1)


class _Commands:
    def __init__(self, parser, prog):
        self._parser = parser
        self._prog = prog

    def add_parser(self, at, name, aliases=[], help=None, prog=None, usage=None, description=None, epilog=None, add_help=True, formatter_class=""):
        parser = self._parser
        if len(parser._parsers) != at:
            __limit__("commands that are added in another order than that of the source")
        own = self._prog + " " + name if prog is None else prog
        made = ArgumentParser(own, usage, description, epilog, add_help, formatter_class)
        parser._parsers.append(made)
        for each in [name] + aliases:
            if each in parser._names:
                __limit__("two commands of one name")
            parser._names[each] = at
            parser._choices.append(each)
        if help is not None:
            parser._listed.append(Command(name, aliases, help))
        return made


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, add_help=True, formatter_class=""):
        self.prog = sys.argv[0].rpartition("/")[2] if prog is None else prog
        self.description = description
        self.epilog = epilog
        self._usage = usage
        self._style = formatter_class
        self._actions = []
        self._titles = []
        self._exclusives = []
        self._parsers = []
        self._names = {}
        self._choices = []
        self._listed = []
        self._raw = []
        self._left = []
        self._command = -1
        self._said = None
        if add_help:
            self._add(0, ["-h", "--help"], "help", "help", "", None, None, "show this help message and exit", False, "None", "")

    def _add(self, at, flags, dest, action, nargs, metavar, choices, help, required, default, kind):
        if len(self._actions) != at:
            __limit__("arguments that are added in another order than that of the source")
        for each in self._actions:
            for flag in flags:
                if flag in each.flags:
                    __limit__("an option that is added twice")
        made = Action(flags, dest, action, nargs, metavar, choices, help, required, default, kind)
        self._actions.append(made)
        return made

    def add_argument_group(self, title, description=None):
        self._titles.append((title, description))
        return _Group(self, len(self._titles) - 1)

    def _exclude(self, required, group):
        self._exclusives.append((required, 0))
        return _Exclusive(self, len(self._exclusives) - 1, group)

    def add_mutually_exclusive_group(self, required=False):
        return self._exclude(required, -1)

    def add_subparsers(self, at, dest="", help="", title=None, description=None, metavar=None, required=False, prog=None):
        if prog is None:
            if self._usage is None:
                prog = " ".join([self.prog] + [each.usage() for each in self._actions if not each.flags])
            else:
                prog = self._usage.replace("%(prog)s", self.prog)
        made = self._add(at, [], dest, "parsers", "A...", metavar, self._choices, help, required, "None", "")
        if title is not None or description is not None:
            self._titles.append(("subcommands" if title is None else title, description))
            made.group = len(self._titles) - 1
        return _Commands(self, prog)

    def set_defaults(self):
        pass

    def format_usage(self):
        return usage_text(self.prog, self._usage, self._actions, self._exclusives) + "\n"

    def format_help(self):
        help = Help(self.prog, self._style, self._actions, self._listed)
        plain = [each for each in self._actions if each.group < 0]
        text = self.format_usage() + "\n" + help.prose(self.description, "")
        text += help.section("positional arguments", None, [each for each in plain if not each.flags])
        text += help.section("options", None, [each for each in plain if each.flags])
        for place, (title, description) in enumerate(self._titles):
            text += help.section(title, description, [each for each in self._actions if each.group == place])
        text += help.prose(self.epilog, "")
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip("\n") + "\n"

    def print_help(self):
        print(self.format_help(), end="")

    def print_usage(self):
        print(self.format_usage(), end="")

    def error(self, message):
        sys.stderr.write(self.format_usage())
        sys.stderr.write(f"{self.prog}: error: {message}\n")
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
        raw = self._known(given)
        if self._left:
            self.error("unrecognized arguments: " + " ".join(self._left))
        return raw

    def _known(self, given):
        args = sys.argv[1:] if given is None else given
        self._command = -1
        self._said = None
        for each in self._actions:
            for flag in each.flags:
                if _is_negative(flag):
                    __limit__("options that look like negative numbers")
        self._left = []
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
        for group, (needed, _) in enumerate(self._exclusives):
            inside = [place for place, each in enumerate(self._actions) if each.exclusive == group]
            if needed and not any(self._is_given(place, raw) for place in inside):
                names = " ".join([self._actions[place].named() for place in inside])
                self.error(f"one of the arguments {names} is required")
        self._left = extras + self._left
        self._raw = raw
        return raw

    def _is_given(self, place, raw):
        return any(self._actions[place].flags or texts for texts in raw[place])

    def _found(self, place, texts, raw):
        """Notes what an argument is given, unless it excludes another."""
        each = self._actions[place]
        raw[place].append(texts)
        if each.exclusive >= 0 and self._is_given(place, raw):
            for other, action in enumerate(self._actions):
                if other != place and action.exclusive == each.exclusive and self._is_given(other, raw):
                    self.error(f"argument {each.named()}: not allowed with argument {action.named()}")

    def _run(self, place, texts):
        """Hands the rest of the arguments to the parser of a command."""
        name = texts[0]
        if name not in self._names:
            shown = ", ".join([repr(each) for each in self._choices])
            self.error(f"argument {self._actions[place].named()}: invalid choice: {name!r} (choose from {shown})")
        self._said = name
        self._command = self._names[name]
        chosen = self._parsers[self._command]
        chosen._known(texts[1:])
        self._left = chosen._left

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
            if each.action == "parsers":
                size = len(args) - taken
                raw[place].append(args[taken:])
                self._run(place, args[taken:])
            else:
                self._found(place, args[taken:taken + size], raw)
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
                    self._found(place, [given], raw)
                    return at + 1
                there = 0
                while at + 1 + there < len(args) and options[at + 1 + there][0] == -2:
                    there += 1
                if there < each.least():
                    said = {"": "expected one argument", "+": "expected at least one argument", "1": "expected 1 argument"}
                    self.error(f"argument {each.named()}: " + said.get(each.nargs, f"expected {each.nargs} arguments"))
                size = min(there, each.most())
                self._found(place, args[at + 1:at + 1 + size], raw)
                return at + 1 + size
            if each.action == "help":
                self.print_help()
                sys.exit(0)
            if each.action == "version":
                print(each.default.replace("%(prog)s", self.prog))
                sys.exit(0)
            self._found(place, [], raw)
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
