"""Arguments are worked out as they stand, also by name, and so are the operands of a repetition."""

import re
log = []
def t(x): log.append(x); return x
s = "a b c"
print(s.split(maxsplit=t(1), sep=t("b")), s.encode(errors=t("strict"), encoding=t("utf-8")), log); log.clear()
print(re.sub(t("a"), t("b"), s, flags=t(re.I), count=t(1)), log); log.clear()
print(2 * [3], t(2) * [t(0)], t(2) * (t(1),), t(3) * t("ab"), t("ab") * t(2), [t(1)] * t(2), log); log.clear()
n = 1
def up():
    global n
    n += 1
    return n
print(n * [up()], [up()] * n, n * (up(),), n * str(up()), up() * [n], -n * [up()], n * n * [up()])
from itertools import zip_longest, starmap, takewhile
print(list(zip_longest(t([1]), t([]), fillvalue=t(0))), log); log.clear()
print(max(t(3), t(1), key=lambda v: -v), log, sorted([t(2), t(1)], key=abs, reverse=t(True)), print(t("x"), t("y"), sep=t("-")), log)
