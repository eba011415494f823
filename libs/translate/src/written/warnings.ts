/**
 * `warnings`, as Python. A warning is told on standard error without its place in the source; whether it was given at
 * that place before is known where the call says its line (`desugarWarnings`), and ends the module where it would matter.
 */
export const WARNINGS = `
import re
import sys

_ACTIONS = ("error", "ignore", "always", "default", "module", "once")


class WarningMessage:
    def __init__(self, message):
        self.message = message
        self.category = type(message)
        self.file = None
        self.line = None
        self.source = None


class _Filter:
    def __init__(self, action, category, message):
        self.action = action
        self.category = category
        self.message = message


def _first():
    ignored = ["DeprecationWarning", "PendingDeprecationWarning", "ImportWarning", "ResourceWarning"]
    return [_Filter("main", "DeprecationWarning", "")] + [_Filter("ignore", name, "") for name in ignored]


class _State:
    def __init__(self):
        self.filters = _first()
        self.log = None
        self.seen = {}


_state = _State()


def _kinds(told):
    """The names of the library's categories that a warning is of."""
    out = ["Warning"]
    if isinstance(told, UserWarning):
        out.append("UserWarning")
    if isinstance(told, DeprecationWarning):
        out.append("DeprecationWarning")
    if isinstance(told, PendingDeprecationWarning):
        out.append("PendingDeprecationWarning")
    if isinstance(told, RuntimeWarning):
        out.append("RuntimeWarning")
    if isinstance(told, FutureWarning):
        out.append("FutureWarning")
    if isinstance(told, SyntaxWarning):
        out.append("SyntaxWarning")
    if isinstance(told, ImportWarning):
        out.append("ImportWarning")
    if isinstance(told, ResourceWarning):
        out.append("ResourceWarning")
    if isinstance(told, UnicodeWarning):
        out.append("UnicodeWarning")
    if isinstance(told, BytesWarning):
        out.append("BytesWarning")
    return out


_OWN = "UserWarning DeprecationWarning PendingDeprecationWarning RuntimeWarning FutureWarning SyntaxWarning ImportWarning ResourceWarning UnicodeWarning BytesWarning EncodingWarning Warning".split()


def _is_of(told, category):
    name = type(told).__name__
    if category == name:
        return True
    if category in _OWN:
        return category in _kinds(told)
    if name not in _OWN:
        __limit__("a filter of warnings by a class of the program")
    return False


def _add(action, category, message, append):
    assert action in _ACTIONS, f"invalid action: {action!r}"
    _state.seen = {}
    others = []
    for each in _state.filters:
        if each.action != action or each.category != category or each.message != message:
            others.append(each)
        elif append:
            return
    made = _Filter(action, category, message)
    _state.filters = others + [made] if append else [made] + others


def simplefilter(action, category=Warning, lineno=0, append=False):
    if lineno:
        __limit__("a filter of warnings by their lines")
    _add(action, category.__name__, "", append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if lineno or module:
        __limit__("a filter of warnings by their places")
    _add(action, category.__name__, message, append)


def resetwarnings():
    _state.filters = []
    _state.seen = {}


def _action(told, line):
    for each in _state.filters:
        if not _is_of(told, each.category):
            continue
        if each.message and not re.match(each.message, str(told), re.I):
            continue
        if each.action != "main":
            return each.action
        if line < 0:
            __limit__("a deprecation beyond the main module")
        return "default"
    return "default"


def _is_again(told, action, line):
    said = f"{type(told).__name__} {told}"
    if action == "once":
        line = 1
    lines = _state.seen.setdefault(said, [])
    if line in lines and line != 0:
        return True
    if lines and (line == 0 or 0 in lines or action == "module"):
        __limit__("a warning that is given again")
    lines.append(line)
    return False


def _show(told, action, line):
    if action != "always" and _is_again(told, action, line):
        return
    log = _state.log
    if log is None:
        sys.stderr.write(f"{type(told).__name__}: {told}\\n")
    else:
        log.append(WarningMessage(told))


def warn(message, category=UserWarning, stacklevel=1, source=None, _line=0):
    line = _line if stacklevel < 2 else 0
    if isinstance(message, Warning):
        action = _action(message, _line)
        if action == "error":
            raise message
        if action != "ignore":
            _show(message, action, line)
    else:
        told = category(message)
        action = _action(told, _line)
        if action == "error":
            raise told
        if action != "ignore":
            _show(told, action, line)


class catch_warnings:
    def __init__(self, *, record=False):
        self._record = record

    def __enter__(self):
        self._filters = _state.filters
        self._kept = _state.log
        _state.seen = {}
        log = None
        if self._record:
            log = []
            _state.log = log
        return log

    def __exit__(self, kind, value, trace):
        _state.filters = self._filters
        _state.log = self._kept
        _state.seen = {}
`;
