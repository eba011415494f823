/** `asyncio` but for its loop: what coroutines wait for one another by, as Python. */
export const ASYNCIO = `
from collections import deque
from heapq import heappush, heappop
from written__asyncio_queues import QueueEmpty, QueueFull
from written__asyncio import CancelledError, Future, Gathering, InvalidStateError, Task, Waiter, all_tasks, begun, create_task, current_task, ensure_future, gather, get_event_loop, get_running_loop, got, new_event_loop, run, set_event_loop, settled, shield, sleep, start, wait_for

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def wait(givens, timeout=None, return_when=ALL_COMPLETED):
    tasks = [ensure_future(each) for each in givens]
    if not tasks:
        raise ValueError("Set of Tasks/Futures is empty.")
    waiter = Waiter()
    left = [len([task for task in tasks if not task.done()])]

    def watch(task):
        def ends():
            left[0] -= 1
            is_error = return_when == FIRST_EXCEPTION and task._state == 1 and task._error is not None
            if left[0] <= 0 or return_when == FIRST_COMPLETED or is_error:
                waiter._release()

        return ends

    is_over = left[0] == 0 or (return_when == FIRST_COMPLETED and left[0] < len(tasks))
    if not is_over:
        for task in tasks:
            if not task.done():
                task._watch(watch(task))
        if timeout is not None:
            timer = get_event_loop().call_later(timeout, waiter._release)
            yield from settled(waiter)
            timer.cancel()
        else:
            yield from settled(waiter)
    return {task for task in tasks if task.done()}, {task for task in tasks if not task.done()}


def as_completed(givens, timeout=None):
    items = list(givens)
    boxes = [[] for _ in items]
    tasks = [begun(item, box) for item, box in zip(items, boxes)]
    ready = Queue()
    for i in range(len(tasks)):
        tasks[i]._watch(lambda i=i: ready.put_nowait(i))

    def one():
        i = yield from ready.get()
        tasks[i]._raise()
        return got(items[i], tasks[i], boxes[i])

    return [one() for _ in items]


class Event:
    def __init__(self):
        self._set = False
        self._waiters = []

    def is_set(self):
        return self._set

    def set(self):
        if not self._set:
            self._set = True
            for waiter in self._waiters:
                waiter._release()

    def clear(self):
        self._set = False

    def wait(self):
        if not self._set:
            waiter = Waiter()
            self._waiters.append(waiter)
            try:
                yield from settled(waiter)
            finally:
                self._waiters.remove(waiter)
        return True


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._first = value
        self._waiters = deque()

    def locked(self):
        return self._value == 0 or any(not waiter.cancelled() for waiter in self._waiters)

    def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        waiter = Waiter()
        self._waiters.append(waiter)
        try:
            try:
                yield from settled(waiter)
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not waiter.cancelled():
                self._value += 1
                self._wake()
            raise
        if self._value > 0:
            self._wake()
        return True

    def release(self):
        self._value += 1
        self._wake()

    def _wake(self):
        for waiter in self._waiters:
            if not waiter.done():
                self._value -= 1
                waiter._release()
                return

    def aenter__(self):
        yield from self.acquire()

    def aexit__(self, kind, error, trace):
        self.release()
        return False
        yield None


class BoundedSemaphore(Semaphore):
    def release(self):
        if self._value >= self._first:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Lock:
    def __init__(self):
        self._locked = False
        self._waiters = deque()

    def locked(self):
        return self._locked

    def acquire(self):
        if not self._locked and all(waiter.cancelled() for waiter in self._waiters):
            self._locked = True
            return True
        waiter = Waiter()
        self._waiters.append(waiter)
        try:
            try:
                yield from settled(waiter)
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not self._locked:
                self._wake()
            raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake()

    def _wake(self):
        if self._waiters:
            self._waiters[0]._release()

    def aenter__(self):
        yield from self.acquire()

    def aexit__(self, kind, error, trace):
        self.release()
        return False
        yield None


class Condition:
    def __init__(self, lock=None):
        self._lock = lock if lock is not None else Lock()
        self._waiters = deque()

    def locked(self):
        return self._lock.locked()

    def acquire(self):
        yield from self._lock.acquire()
        return True

    def release(self):
        self._lock.release()

    def wait(self):
        if not self._lock.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self._lock.release()
        try:
            waiter = Waiter()
            self._waiters.append(waiter)
            try:
                yield from settled(waiter)
            finally:
                self._waiters.remove(waiter)
        finally:
            yield from self._lock.acquire()
        return True

    def wait_for(self, predicate):
        result = predicate()
        while not result:
            yield from self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._lock.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        for waiter in self._waiters:
            if n <= 0:
                break
            if not waiter.done():
                n -= 1
                waiter._release()

    def notify_all(self):
        self.notify(len(self._waiters))

    def aenter__(self):
        yield from self._lock.acquire()

    def aexit__(self, kind, error, trace):
        self._lock.release()
        return False
        yield None


class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._items = deque()
        self._getters = deque()
        self._putters = deque()
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    @property
    def maxsize(self):
        return self._maxsize

    def _put(self, item):
        self._items.append(item)

    def _get(self):
        return self._items.popleft()

    def qsize(self):
        return len(self._items)

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    def _wake(self, waiters):
        while waiters:
            waiter = waiters.popleft()
            if not waiter.done():
                waiter._release()
                break

    def put(self, item):
        while self.full():
            waiter = Waiter()
            self._putters.append(waiter)
            try:
                yield from settled(waiter)
            except CancelledError:
                waiter.cancel()
                if waiter in self._putters:
                    self._putters.remove(waiter)
                if not self.full() and not waiter.cancelled():
                    self._wake(self._putters)
                raise
        self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull()
        self._put(item)
        self._unfinished += 1
        self._finished.clear()
        self._wake(self._getters)

    def get(self):
        while self.empty():
            waiter = Waiter()
            self._getters.append(waiter)
            try:
                yield from settled(waiter)
            except CancelledError:
                waiter.cancel()
                if waiter in self._getters:
                    self._getters.remove(waiter)
                if not self.empty() and not waiter.cancelled():
                    self._wake(self._getters)
                raise
        return self.get_nowait()

    def get_nowait(self):
        if self.empty():
            raise QueueEmpty()
        item = self._get()
        self._wake(self._putters)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    def join(self):
        if self._unfinished > 0:
            yield from self._finished.wait()


class LifoQueue(Queue):
    def _get(self):
        return self._items.pop()


class PriorityQueue(Queue):
    def __init__(self, maxsize=0):
        super().__init__(maxsize)
        self._heap = []

    def _put(self, item):
        heappush(self._heap, item)

    def _get(self):
        return heappop(self._heap)

    def qsize(self):
        return len(self._heap)


class TaskGroup:
    def __init__(self):
        self._tasks = []

    def create_task(self, coro, name=None):
        task = start(get_running_loop(), coro, name)
        self._tasks.append(task)
        return task

    def aenter__(self):
        return self
        yield None

    def aexit__(self, kind, error, trace):
        if kind is not None:
            __limit__("an exception in a TaskGroup")
        while self._tasks:
            tasks = [task for task in self._tasks if not task.done()]
            if any(task.done() and task._error is not None for task in self._tasks):
                __limit__("an exception in a TaskGroup")
            if not tasks:
                break
            yield from settled(Gathering(tasks, True))
        return False


class Timeout:
    def __init__(self, delay):
        self._delay = delay
        self._timer = None
        self._is_over = False

    def _end(self, task):
        self._is_over = True
        task.cancel()

    def aenter__(self):
        if self._delay is not None:
            task = current_task()
            self._timer = get_event_loop().call_later(self._delay, lambda: self._end(task))
        return self
        yield None

    def expired(self):
        return self._is_over

    def aexit__(self, kind, error, trace):
        if self._timer is not None:
            self._timer.cancel()
        if self._is_over and kind is CancelledError:
            raise TimeoutError()
        return False
        yield None


def timeout(delay):
    return Timeout(delay)
`;

/** What programs import of it. */
export const ASYNCIO_NAMES =
  "CancelledError InvalidStateError get_running_loop get_event_loop new_event_loop set_event_loop Future Task create_task ensure_future current_task all_tasks sleep run gather shield wait_for FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED QueueEmpty QueueFull wait as_completed Event Semaphore BoundedSemaphore Lock Condition Queue LifoQueue PriorityQueue TaskGroup timeout";

/** What its queues raise. */
export const ASYNCIO_QUEUES = `
class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass
`;
