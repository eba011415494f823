/** `pprint.PrettyPrinter`, of which `pprint` and `pformat` are the functions. */
export const PRETTY_PRINTER = `
import pprint as _printing


class PrettyPrinter:
    def __init__(self, indent=1, width=80, *, sort_dicts=True):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent_per_level = indent
        self._width = width
        self._sort_dicts = sort_dicts

    def pprint(self, object):
        _printing.pprint(object, indent=self._indent_per_level, width=self._width, sort_dicts=self._sort_dicts)

    def pformat(self, object):
        return _printing.pformat(object, indent=self._indent_per_level, width=self._width, sort_dicts=self._sort_dicts)
`;
