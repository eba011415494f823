"""Exceptions that are logged, with what was raised on standard error; streams compared as objects."""

import io
import logging
import sys

logging.basicConfig(format="%(levelname)s:%(message)s", level=logging.INFO)
log = logging.getLogger("work")


def work(x):
    try:
        return 10 // x
    except ZeroDivisionError as error:
        log.exception("division by %s failed", x)
        log.error("again", exc_info=True)
        log.warning("quietly", exc_info=False)
        logging.exception("at the root")
        log.critical("with it", exc_info=error)
        return None


print(work(2), work(0))
try:
    [][0]
except IndexError:
    logging.error("no item", exc_info=False)

held = io.StringIO()
plain = sys.stdout
sys.stdout = held
answers = [sys.stdout is held, sys.stdout is plain, sys.stdout is not sys.stderr]
sys.stdout = plain
print(answers, sys.stdout is plain, held is held, held is io.StringIO())
