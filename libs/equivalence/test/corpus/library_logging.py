import logging
import sys

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("[%(levelname)-8s] %(name)s: %(message)s"))
log = logging.getLogger("app.db")
log.setLevel(logging.DEBUG)
log.addHandler(handler)
log.debug("connect to %s:%d", "host", 80)
log.info("rows: %5.1f%%", 12.345)
log.warning("plain 100%")
child = logging.getLogger("app.db.pool")
child.error("from child %r", [1, 2])
log.propagate = False
log.log(logging.CRITICAL, {"a": 1})
print(log.isEnabledFor(logging.INFO), log.getEffectiveLevel(), logging.getLevelName(30))
log.setLevel("ERROR")
log.warning("hidden")
log.error("shown %s and %s", "a", 2)
print(logging.getLogger("app.db") is log, child.name)
logging.basicConfig(level=logging.INFO, format="%(levelname)s|%(message)s", stream=sys.stdout)
logging.info("root %s", "info")
logging.debug("no")
try:
    log.setLevel("LOUD")
except ValueError as e:
    print(e)
