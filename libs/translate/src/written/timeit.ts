/** `timeit` of functions, as Python: code in texts is not run. */
export const TIMEIT = `
import time as _time


def default_timer():
    return _time.perf_counter()


def timeit(stmt, setup="pass", timer=None, number=1000000):
    if isinstance(stmt, str) or (isinstance(setup, str) and setup != "pass"):
        __limit__("timeit of a text")
    if timer is not None:
        __limit__("timeit with a timer")
    if not isinstance(setup, str):
        setup()
    start = _time.perf_counter()
    for _ in range(number):
        stmt()
    return _time.perf_counter() - start


def repeat(stmt, setup="pass", timer=None, repeat=5, number=1000000):
    return [timeit(stmt, setup, timer, number) for _ in range(repeat)]
`;
