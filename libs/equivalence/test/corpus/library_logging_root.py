import logging

logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
logger = logging.getLogger(__name__)


def work(n):
    logger.debug("hidden %d", n)
    logger.info("working on %s", n)
    if n > 2:
        logger.warning("big")
    return n * 2


print(work(1), work(3))
logger.error("bad %s %s", "a", 1)
logging.info("root")
