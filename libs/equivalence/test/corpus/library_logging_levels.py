import logging

log = logging.getLogger("x")
log.warning("to nowhere %d", 5)
logging.warning("root %s", "w")
log.info("hidden")
log.setLevel(logging.INFO)
log.info("shown")
print("done")
