/** `logging` to the standard streams, without what the clock says, as Python. */
export const LOGGING = `
import sys

CRITICAL = 50
FATAL = 50
ERROR = 40
WARNING = 30
WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_NAMES = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_LEVELS = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
_FIELDS = ("levelname", "levelno", "name", "message")


def getLevelName(level):
    return _NAMES.get(level, f"Level {level}")


def _level_of(level):
    if isinstance(level, str):
        if level not in _LEVELS:
            raise ValueError(f"Unknown level: {level!r}")
        return _LEVELS[level]
    return level


class Formatter:
    def __init__(self, fmt=None, datefmt=None, style="%"):
        self._fmt = "%(message)s" if fmt is None else fmt
        self._style = style
        if style not in ("%", "{"):
            __limit__("logging.Formatter of this style")

    def _format(self, name, level, message):
        out = ""
        rest = self._fmt
        head, tail = ("%(", ")") if self._style == "%" else ("{", "}")
        while head in rest:
            before, _, rest = rest.partition(head)
            field, _, rest = rest.partition(tail)
            spec = ""
            if self._style == "%":
                while rest and rest[0] in "-+ #0123456789.":
                    spec += rest[0]
                    rest = rest[1:]
                spec += rest[:1]
                rest = rest[1:]
            elif ":" in field:
                field, _, spec = field.partition(":")
            out += before.replace("%%", "%") if self._style == "%" else before
            if field == "levelno":
                out += ("%" + spec) % level if self._style == "%" else format(level, spec)
                continue
            if field == "levelname":
                text = getLevelName(level)
            elif field == "name":
                text = name
            elif field == "message":
                text = message
            else:
                return __limit__("a field of log records that is not translated")
            out += ("%" + spec) % text if self._style == "%" else format(text, spec)
        return out + (rest.replace("%%", "%") if self._style == "%" else rest)


class StreamHandler:
    def __init__(self, stream=None):
        self.stream = sys.stderr if stream is None else stream
        self._tells = stream is None or stream is sys.stderr
        self.level = 0
        self.formatter = Formatter()

    def setLevel(self, level):
        self.level = _level_of(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def _handle(self, name, level, message, has_error):
        if level >= self.level:
            self.stream.write(self.formatter._format(name, level, message) + "\\n")
            if has_error and not self._tells:
                __limit__("a traceback that is logged to what is not standard error")
            if has_error:
                __report__()


class Logger:
    def __init__(self, name, parent):
        self.name = name
        self.level = 0
        self.parent = parent
        self.propagate = True
        self.disabled = False
        self.handlers = []

    def setLevel(self, level):
        self.level = _level_of(level)

    def getEffectiveLevel(self):
        at = self
        while at is not None:
            if at.level:
                return at.level
            at = at.parent
        return 0

    def isEnabledFor(self, level):
        return not self.disabled and level > _disabled[0] and level >= self.getEffectiveLevel()

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        at = self
        while at is not None:
            if at.handlers:
                return True
            at = at.parent if at.propagate else None
        return False

    def _send(self, level, message, has_error):
        at = self
        found = False
        while at is not None:
            for each in at.handlers:
                found = True
                each._handle(self.name, level, message, has_error)
            at = at.parent if at.propagate else None
        if not found and level >= WARNING:
            sys.stderr.write(message + "\\n")
            if has_error:
                __report__()

    def log(self, level, msg, *args, exc_info=False, **named):
        if named:
            __limit__("a log record with more than its message")
        if self.isEnabledFor(level):
            if args:
                self._send(level, _filled(str(msg), *args), exc_info)
            else:
                self._send(level, str(msg), exc_info)

    def debug(self, msg, *args, exc_info=False, **named):
        self.log(10, msg, *args, exc_info=exc_info, **named)

    def info(self, msg, *args, exc_info=False, **named):
        self.log(20, msg, *args, exc_info=exc_info, **named)

    def warning(self, msg, *args, exc_info=False, **named):
        self.log(30, msg, *args, exc_info=exc_info, **named)

    def warn(self, msg, *args, exc_info=False, **named):
        self.log(30, msg, *args, exc_info=exc_info, **named)

    def error(self, msg, *args, exc_info=False, **named):
        self.log(40, msg, *args, exc_info=exc_info, **named)

    def critical(self, msg, *args, exc_info=False, **named):
        self.log(50, msg, *args, exc_info=exc_info, **named)

    def fatal(self, msg, *args, exc_info=False, **named):
        self.log(50, msg, *args, exc_info=exc_info, **named)

    def exception(self, msg, *args, exc_info=True, **named):
        self.log(40, msg, *args, exc_info=exc_info, **named)


def _filled(text, *args):
    try:
        return text % args
    except (TypeError, ValueError):
        return __limit__("a message that does not fit its arguments")


_disabled = [0]
root = Logger("root", None)
root.setLevel(WARNING)
_loggers = {}


def getLogger(name=None):
    if not name or name == "root":
        return root
    if name not in _loggers:
        parent = root
        at = name
        while "." in at:
            at = at.rpartition(".")[0]
            if at in _loggers:
                parent = _loggers[at]
                break
        made = Logger(name, parent)
        for other in _loggers:
            if other.startswith(name + "."):
                child = _loggers[other]
                if len(name) > len(child.parent.name) or child.parent is root:
                    child.parent = made
        _loggers[name] = made
    return _loggers[name]


def basicConfig(*, level=None, format="%(levelname)s:%(name)s:%(message)s", datefmt=None, style="%", stream=None, handlers=None, force=False):
    if force:
        root.handlers.clear()
    if not root.handlers:
        fmt = Formatter(format, datefmt, style)
        if handlers is None:
            made = StreamHandler(stream)
            made.setFormatter(fmt)
            root.addHandler(made)
        else:
            for each in handlers:
                root.addHandler(each)
        if level is not None:
            root.setLevel(level)


def disable(level=50):
    _disabled[0] = level


def log(level, msg, *args, exc_info=False, **named):
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, exc_info=exc_info, **named)


def debug(msg, *args, exc_info=False, **named):
    log(10, msg, *args, exc_info=exc_info, **named)


def info(msg, *args, exc_info=False, **named):
    log(20, msg, *args, exc_info=exc_info, **named)


def warning(msg, *args, exc_info=False, **named):
    log(30, msg, *args, exc_info=exc_info, **named)


def error(msg, *args, exc_info=False, **named):
    log(40, msg, *args, exc_info=exc_info, **named)


def critical(msg, *args, exc_info=False, **named):
    log(50, msg, *args, exc_info=exc_info, **named)


def exception(msg, *args, exc_info=True, **named):
    log(40, msg, *args, exc_info=exc_info, **named)
`;
