/**
 * `asyncio` over generators, as Python. Time is that of the loop alone: it passes when all wait.
 *
 * 1. What is ready runs in turns: what a turn makes ready runs in the next one.
 * 2. Timers that are due run by their time, and by the order of their making where it is the same.
 * 3. Each time that the loop wakes for a timer it is a little late, as a real one is: who slept in more parts comes later.
 */
export const ASYNCIO_LOOP = `
import time
from collections import deque
from collections.abc import Generator
from heapq import heappush, heappop


class CancelledError(BaseException):
    pass


class InvalidStateError(Exception):
    pass


class StopAsyncIteration(Exception):
    pass


class Timer:
    def __init__(self, call):
        self.call = call
        self.is_off = False

    def cancel(self):
        self.is_off = True


class Loop:
    def __init__(self):
        self._ready = deque()
        self._timers = []
        self._now = 0.0
        self._made = 0
        self._named = 0
        self._tasks = []
        self._current = []
        self._stops = False

    def call_soon(self, call, *args):
        def soon():
            call(*args)

        self._ready.append(soon)

    def call_later(self, delay, call, *args):
        def later():
            call(*args)

        timer = Timer(later)
        self._made += 1
        heappush(self._timers, (self._now + delay, self._made, timer))
        return timer

    def create_task(self, coro, name=None):
        return start(self, coro, name)

    def create_future(self):
        return Future()

    def is_running(self):
        return len(self._current) > 0

    def close(self):
        pass

    def run_until_complete(self, coro):
        return complete(self, coro)

    def _turn(self):
        while self._timers and self._timers[0][2].is_off:
            heappop(self._timers)
        if not self._ready and self._timers:
            wakes = max(self._now, self._timers[0][0]) + 0.0001
            time.sleep(wakes - self._now)
            self._now = wakes
        while self._timers and self._timers[0][0] <= self._now:
            timer = heappop(self._timers)[2]
            if not timer.is_off:
                self._ready.append(timer.call)
        for _ in range(len(self._ready)):
            self._ready.popleft()()

    def _stop(self):
        self._stops = True

    def _drive(self, waiter):
        self._stops = False
        waiter._watch(self._stop)
        while not self._stops:
            if not self._ready and not self._timers:
                raise RuntimeError("every task waits, and nothing is left that would wake one")
            self._turn()


_loops = []


def get_running_loop():
    if not _loops or not _loops[-1]._current:
        raise RuntimeError("no running event loop")
    return _loops[-1]


def get_event_loop():
    if not _loops:
        _loops.append(Loop())
    return _loops[-1]


def new_event_loop():
    return Loop()


def set_event_loop(loop):
    _loops.append(loop)


class Waiter:
    def __init__(self):
        self._state = 0
        self._error = None
        self._watchers = []

    def done(self):
        return self._state != 0

    def cancelled(self):
        return self._state == 2

    def _settle(self, state):
        self._state = state
        watchers = self._watchers
        self._watchers = []
        for call in watchers:
            get_event_loop()._ready.append(call)

    def _release(self):
        if self._state == 0:
            self._settle(1)

    def _fail(self, error):
        if self._state == 0:
            self._error = error
            self._settle(1)

    def cancel(self, msg=None):
        if self._state != 0:
            return False
        self._settle(2)
        return True

    def _watch(self, call):
        if self._state != 0:
            get_event_loop()._ready.append(call)
        else:
            self._watchers.append(call)

    def _raise(self):
        if self._state == 2:
            raise CancelledError()
        if self._error is not None:
            raise self._error


class Future(Waiter):
    def __init__(self):
        super().__init__()
        self._result = None

    def result(self):
        if self._state == 0:
            raise InvalidStateError("Result is not set.")
        self._raise()
        return self._result

    def exception(self):
        if self._state == 0:
            raise InvalidStateError("Exception is not set.")
        if self._state == 2:
            raise CancelledError()
        return self._error

    def set_result(self, result):
        if self._state != 0:
            raise InvalidStateError("invalid state")
        self._result = result
        self._settle(1)

    def set_exception(self, error):
        if self._state != 0:
            raise InvalidStateError("invalid state")
        self._error = error
        self._settle(1)

    def add_done_callback(self, call):
        self._watch(lambda: call(self))


class Task(Future):
    def __init__(self, loop, name):
        super().__init__()
        self._loop = loop
        self._name = name
        self._steps = None
        self._waits = None
        self._cancels = False

    def get_name(self):
        return self._name

    def set_name(self, name):
        self._name = name

    def _begin(self, steps):
        self._steps = steps
        self._loop._tasks.append(self)
        self._loop._ready.append(self._step)

    def _step(self):
        loop = self._loop
        waits = self._waits
        stop = self._cancels or (waits is not None and waits._state == 2)
        self._waits = None
        self._cancels = False
        loop._current.append(self)
        try:
            if stop:
                got = self._steps.throw(CancelledError())
            else:
                got = self._steps.send(None)
        except StopIteration:
            loop._tasks.remove(self)
            if self._cancels:
                self._cancels = False
                self._settle(2)
            else:
                self._settle(1)
        except CancelledError:
            loop._tasks.remove(self)
            self._settle(2)
        except BaseException as error:
            loop._tasks.remove(self)
            self._error = error
            self._settle(1)
        else:
            if got is None:
                loop._ready.append(self._step)
            else:
                self._waits = got
                got._watch(self._step)
                if self._cancels and got.cancel():
                    self._cancels = False
        finally:
            loop._current.pop()

    def cancel(self, msg=None):
        if self._state != 0:
            return False
        if self._waits is not None and self._waits.cancel():
            return True
        self._cancels = True
        return True


def start(loop, coro, name=None):
    if not isinstance(coro, Generator):
        raise TypeError(f"a coroutine was expected, got {coro!r}")
    loop._named += 1
    task = Task(loop, name if name is not None else f"Task-{loop._named}")

    def steps():
        result = yield from coro
        task._result = result

    task._begin(steps())
    return task


def create_task(coro, name=None):
    return start(get_running_loop(), coro, name)


def ensure_future(given):
    if isinstance(given, Future):
        return given
    return start(get_event_loop(), given)


def current_task():
    return get_running_loop()._current[-1]


def all_tasks():
    return set(get_running_loop()._tasks)


def settled(waiter):
    if waiter._state == 0:
        yield waiter
    waiter._raise()


def awaiting(given):
    if isinstance(given, Future):
        yield from settled(given)
        return given.result()
    elif isinstance(given, Generator):
        result = yield from given
        return result
    else:
        raise TypeError(f"object {type(given).__name__} can't be used in 'await' expression")


def sleep(delay, result=None):
    if delay <= 0:
        yield None
    else:
        waiter = Waiter()
        timer = get_event_loop().call_later(delay, waiter._release)
        try:
            yield from settled(waiter)
        finally:
            timer.cancel()
    return result


def complete(loop, coro):
    if not _loops or _loops[-1] is not loop:
        _loops.append(loop)
    box = []
    loop._named += 1
    task = Task(loop, f"Task-{loop._named}")

    def steps():
        result = yield from awaiting(coro)
        box.append(result)

    task._begin(steps())
    loop._drive(task)
    task._raise()
    return box[0]


def run(coro, debug=None):
    if _loops and _loops[-1]._current:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    loop = Loop()
    _loops.append(loop)
    try:
        return complete(loop, coro)
    finally:
        rest = list(loop._tasks)
        for each in rest:
            each.cancel()
        if rest:
            loop._drive(Gathering(rest, True))
        _loops.pop()


class Gathering(Waiter):
    def __init__(self, tasks, keeps):
        super().__init__()
        self._tasks = tasks
        self._keeps = keeps
        self._left = len(tasks)
        self._ends = False
        for task in tasks:
            task._watch(self._ended(task))
        if not tasks:
            self._release()

    def _ended(self, task):
        def ended():
            self._left -= 1
            if self._state != 0:
                return
            if not self._keeps:
                if task._state == 2:
                    self._fail(CancelledError())
                    return
                if task._error is not None:
                    self._fail(task._error)
                    return
            if self._left == 0:
                if self._ends:
                    self._fail(CancelledError())
                else:
                    self._release()

        return ended

    def cancel(self, msg=None):
        if self._state != 0:
            return False
        found = False
        for task in self._tasks:
            if task.cancel():
                found = True
        if found:
            self._ends = True
        return found


def into(given, box):
    result = yield from awaiting(given)
    box.append(result)


def begun(given, box):
    if isinstance(given, Future):
        return given
    if not isinstance(given, Generator):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    loop = get_event_loop()
    loop._named += 1
    task = Task(loop, f"Task-{loop._named}")

    def steps():
        result = yield from given
        box.append(result)

    task._begin(steps())
    return task


def got(given, task, box):
    if isinstance(given, Future):
        return given.result()
    else:
        return box[0]


def got_kept(given, task, box):
    if task._state == 2:
        return CancelledError()
    if task._error is not None:
        return task._error
    return got(given, task, box)


def gather(*givens):
    results = yield from gather_many(givens)
    return results


def shield(given):
    inner = ensure_future(given)
    if inner.done():
        return inner
    outer = Future()

    def copy():
        if outer._state != 0:
            return
        if inner._state == 2:
            outer.cancel()
        elif inner._error is not None:
            outer._fail(inner._error)
        else:
            outer.set_result(inner._result)

    inner._watch(copy)
    return outer


def gather_many(givens, timeout=None):
    items = list(givens)
    boxes = [[] for _ in items]
    tasks = [begun(item, box) for item, box in zip(items, boxes)]
    yield from waited(Gathering(tasks, False), timeout)
    return [got(item, task, box) for item, task, box in zip(items, tasks, boxes)]


def gather_kept(givens, timeout=None):
    items = list(givens)
    boxes = [[] for _ in items]
    tasks = [begun(item, box) for item, box in zip(items, boxes)]
    yield from waited(Gathering(tasks, True), timeout)
    return [got_kept(item, task, box) for item, task, box in zip(items, tasks, boxes)]


def wait_for(given, timeout=None):
    if timeout is None:
        result = yield from awaiting(given)
        return result
    box = []
    task = begun(given, box)
    yield from waited(task, timeout)
    return got(given, task, box)


def waited(task, timeout):
    if timeout is None:
        yield from settled(task)
    elif timeout <= 0:
        if not task.done():
            task.cancel()
            yield from ended(task)
            if stopped(task):
                raise TimeoutError()
        task._raise()
    else:
        waiter = Waiter()
        timer = get_event_loop().call_later(timeout, waiter._release)
        task._watch(waiter._release)
        try:
            try:
                yield from settled(waiter)
            except CancelledError:
                if not task.done():
                    task.cancel()
                    yield from ended(task)
                    raise
            if not task.done():
                task.cancel()
                yield from ended(task)
                if stopped(task):
                    raise TimeoutError()
            task._raise()
        finally:
            timer.cancel()


def stopped(task):
    return task._state == 2 or isinstance(task._error, CancelledError)


def ended(task):
    waiter = Waiter()
    task._watch(waiter._release)
    yield from settled(waiter)
`;
