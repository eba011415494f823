"""What programs ask of the clock without printing what it says."""

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import wraps
from time import perf_counter, perf_counter_ns, process_time
from time import time as now


def timed(function):
    """Keeps what each call took."""
    took: list[float] = []

    @wraps(function)
    def timing(*args, **kwargs):
        begin = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            took.append(time.perf_counter() - begin)

    timing.took = took
    return timing


@timed
def triangle(n: int) -> int:
    return sum(range(n + 1))


def report(label: str):
    def decorate(function):
        @wraps(function)
        def reporting(*args):
            begin = perf_counter()
            result = function(*args)
            print(f"{label}: {function.__name__} took {perf_counter() - begin:.0f} s")
            return result

        return reporting

    return decorate


@report("slow")
def slow(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


class Timer:
    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.elapsed = 0.0

    def __enter__(self):
        self.start = self.clock()
        return self

    def __exit__(self, *raised):
        self.elapsed = self.clock() - self.start
        return False


class Expiring:
    """Values that are forgotten some time after they were set."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.items: dict[str, tuple[int, float]] = {}

    def set(self, key: str, value: int) -> None:
        self.items[key] = (value, time.time() + self.seconds)

    def get(self, key: str):
        if key not in self.items:
            return None
        value, until = self.items[key]
        if time.time() >= until:
            del self.items[key]
            return None
        return value


class Bucket:
    """So many calls, and so many more each second."""

    def __init__(self, capacity: int, rate: float):
        self.capacity = capacity
        self.rate = rate
        self.tokens = float(capacity)
        self.last = time.monotonic()

    def allow(self) -> bool:
        at = time.monotonic()
        self.tokens = min(self.capacity, self.tokens + (at - self.last) * self.rate)
        self.last = at
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


@dataclass
class Entry:
    text: str
    made: datetime = field(default_factory=datetime.now)
    at: float = field(default_factory=time.time)
    due: date = field(default_factory=lambda: date.today() + timedelta(days=7))


print(triangle(100), triangle(1000), len(triangle.took), all(each > 0 for each in triangle.took))
print(slow(1.0), slow(2))

with Timer() as timer:
    time.sleep(0.25)
print(timer.elapsed >= 0.25, round(timer.elapsed, 1) == 0.2 or round(timer.elapsed, 1) == 0.3)
with Timer(clock=perf_counter) as timer:
    pass
print(0 < timer.elapsed < 1)

cache = Expiring(0.2)
cache.set("a", 1)
print(cache.get("a"), cache.get("b"))
time.sleep(0.3)
print(cache.get("a"), cache.items)

bucket = Bucket(3, 10)
print([bucket.allow() for _ in range(5)])
time.sleep(0.25)
print([bucket.allow() for _ in range(3)])

entries = [Entry("first"), Entry("second")]
print([entry.text for entry in sorted(entries, key=lambda entry: entry.made)])
print(entries[0].made <= entries[1].made, entries[0].at < entries[1].at, entries[0].due > date.today())
print(type(entries[0].made).__name__, (entries[0].due - date.today()).days)

readings = [perf_counter_ns() for _ in range(100)]
print(all(a < b for a, b in zip(readings, readings[1:])), type(readings[0]).__name__)
print(now() > 1_700_000_000, time.time_ns() > 10**18, process_time() >= 0, time.process_time_ns() >= 0)
begin = time.process_time()
time.sleep(0.2)
print(time.process_time() - begin < 0.1)

utc = datetime.now(timezone.utc)
print(utc.tzinfo, utc.utcoffset(), datetime.utcnow().tzinfo, datetime.now().tzinfo, datetime.today() > datetime(2020, 1, 1))
ahead = datetime.now(timezone(timedelta(hours=5)))
print(abs(ahead - utc) < timedelta(minutes=1), ahead.tzinfo)
print(len(time.strftime("%Y-%m-%d")), len(time.ctime()), len(datetime.now().isoformat(timespec="seconds")))
print(time.strftime("%d%%") == f"{date.today().day:02}%")

deadline = time.monotonic() + 0.05
rounds = 0
while time.monotonic() < deadline:
    rounds += 1
print(rounds > 0, 1 / (perf_counter() - perf_counter()) < 0)

for seconds in (-1, float("nan")):
    try:
        time.sleep(seconds)
    except ValueError as error:
        print("ValueError:", error)
