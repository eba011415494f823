"""An exception that is raised from the last one, if there was any."""


def retry(work, times, kinds=(Exception,)):
    last = None
    for attempt in range(times):
        try:
            return work(attempt)
        except kinds as error:
            last = error
    raise RuntimeError(f"gave up after {times}") from last


def flaky(n):
    if n < 2:
        raise ConnectionError("no luck %d" % n)
    return "lucky"


print(retry(flaky, 3))
for times in (2, 0):
    try:
        retry(flaky, times)
    except RuntimeError as error:
        print(error, repr(error.__cause__), error.__suppress_context__)
try:
    retry(lambda n: [][n], 2, IndexError)
except RuntimeError as error:
    print(error, repr(error.__cause__))
retry(flaky, 1)
