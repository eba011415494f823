"""Coroutines that take turns: tasks, gather, timeouts and cancelling."""

import asyncio

async def work_0(n, d):
    await asyncio.sleep(d)
    print("done", n)
    return n * 2
async def main_0():
    r = await asyncio.gather(work_0(1, 0.02), work_0(2, 0.01), work_0(3, 0))
    print(r)
    t1 = asyncio.create_task(work_0(4, 0.01))
    t2 = asyncio.create_task(work_0(5, 0))
    print(await t1, await t2)
asyncio.run(main_0())


async def fetch_1(i):
    print("start", i)
    await asyncio.sleep(0.1 * (3 - i))
    if i == 1:
        raise ValueError("bad 1")
    return {"id": i}
async def main_1():
    rs = await asyncio.gather(*(fetch_1(i) for i in range(3)), return_exceptions=True)
    for r in rs:
        if isinstance(r, Exception):
            print("err", r)
        else:
            print(r["id"])
    try:
        await asyncio.gather(*[fetch_1(i) for i in range(3)])
    except ValueError as e:
        print("caught", e)
    try:
        await asyncio.wait_for(asyncio.sleep(10), timeout=0.1)
    except asyncio.TimeoutError:
        print("timeout")
    a, b = await asyncio.gather(fetch_1(0), asyncio.sleep(0.1, "x"))
    print(a["id"], b.upper())
asyncio.run(main_1())


async def f_2(x):
    await asyncio.sleep(x)
    return x
async def main_2():
    tasks = [asyncio.create_task(f_2(x / 10)) for x in (3, 1, 2)]
    for c in asyncio.as_completed(tasks):
        print(await c)
    done, pending = await asyncio.wait([asyncio.create_task(f_2(0.1)), asyncio.create_task(f_2(5))], timeout=0.2)
    print(len(done), len(pending))
    done, pending = await asyncio.wait({asyncio.create_task(f_2(0.1)), asyncio.create_task(f_2(5))}, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    for p in pending: p.cancel()
    t = asyncio.create_task(f_2(3), name="long")
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.1)
    except asyncio.TimeoutError:
        print("t", t.done())
asyncio.run(main_2())


async def child_3(n):
    try:
        await asyncio.sleep(n)
        return f"child {n}"
    except asyncio.CancelledError:
        print("child cancelled", n)
        raise
    finally:
        print("cleanup", n)
async def main_3():
    t = asyncio.create_task(child_3(10))
    await asyncio.sleep(0.1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("main saw cancel", t.cancelled(), t.done())
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(child_3(0.1))
        b = tg.create_task(child_3(0.2))
    print(a.result(), b.result())
    try:
        async with asyncio.timeout(0.05):
            await child_3(1)
    except TimeoutError:
        print("timed out")
    results = [await child_3(x) for x in (0, 0.01)]
    print(results)
    asyncio.create_task(child_3(7))
    return 3
print(asyncio.run(main_3()))


log_4 = []
async def leaf_4(n, k):
    for i in range(k):
        log_4.append((n, i))
        await asyncio.sleep(0)
    return n
async def mid_4(n):
    a = asyncio.create_task(leaf_4(n + "a", 2))
    b = asyncio.create_task(leaf_4(n + "b", 3))
    log_4.append((n, "made"))
    x = await a
    log_4.append((n, x))
    y = await b
    log_4.append((n, y))
    return x + y
async def main_4():
    rs = await asyncio.gather(mid_4("p"), mid_4("q"), leaf_4("z", 4))
    log_4.append(("main", str(rs)))
    ev = asyncio.Event()
    async def w(n):
        await ev.wait()
        log_4.append((n, "woke"))
        await asyncio.sleep(0)
        log_4.append((n, "after"))
    async def s():
        log_4.append(("s", "set"))
        ev.set()
        log_4.append(("s", "set2"))
        await asyncio.sleep(0)
        log_4.append(("s", "end"))
    await asyncio.gather(w("w1"), s(), w("w2"))
    t = asyncio.create_task(leaf_4("late", 3))
    await asyncio.sleep(0)
    r = await asyncio.wait_for(t, 1)
    log_4.append(("main", r))
    r = await asyncio.wait_for(leaf_4("direct", 2), None)
    log_4.append(("main", r))
    asyncio.create_task(leaf_4("left", 3))
asyncio.run(main_4())
for e in log_4: print(*e)


async def child_5(n, d):
    print("start", n)
    try:
        await asyncio.sleep(d / 10)
    except asyncio.CancelledError:
        print("cancelled", n)
        await asyncio.sleep(0)
        print("after cancel", n)
        raise
    print("end", n)
    return n
async def parent_5():
    try:
        await asyncio.gather(child_5("a", 1), child_5("b", 2), child_5("c", 0.1))
    except asyncio.CancelledError:
        print("parent cancelled")
        raise
async def fail_5(d):
    await asyncio.sleep(d / 10)
    raise RuntimeError("f")
async def main_5():
    t = asyncio.create_task(parent_5())
    await asyncio.sleep(0.05)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("done", t.cancelled())
    try:
        await asyncio.gather(child_5("x", 0.3), fail_5(0.1), child_5("y", 0.2))
    except RuntimeError as e:
        print("err", e)
    await asyncio.sleep(0)
    print("main after")
    ts = [asyncio.create_task(child_5(i, i)) for i in range(3)]
    res = await asyncio.gather(*ts, return_exceptions=True)
    print(res)
    try:
        await asyncio.wait_for(child_5("slow", 5), timeout=0.02)
    except asyncio.TimeoutError as e:
        print("timeout", type(e).__name__, str(e) == "")
    t2 = asyncio.create_task(child_5("never", 1))
    print(t2.cancel(), t2.done())
    try:
        await t2
    except asyncio.CancelledError:
        print("never started")
    try:
        t2.result()
    except asyncio.CancelledError:
        print("result raises")
    t3 = asyncio.create_task(fail_5(0))
    await asyncio.sleep(0.01)
    print(t3.done(), repr(t3.exception()))
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, fut.set_result, 42)
    fut.add_done_callback(lambda f: print("cb", f.result()))
    print(await fut)
    asyncio.create_task(child_5("orphan", 1))
    await asyncio.sleep(0)
asyncio.run(main_5())


async def f_6(n, d):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError:
        print("c", n)
        raise
    return n
async def main_6():
    try:
        await asyncio.wait_for(asyncio.gather(f_6(1, 5), f_6(2, 0.1), f_6(3, 7)), timeout=0.2)
    except asyncio.TimeoutError:
        print("timeout")
    a, b = await asyncio.wait_for(asyncio.gather(f_6("a", 0.1), f_6(2, 0.1)), 1)
    print(a.upper(), b + 1)
    rs = await asyncio.wait_for(asyncio.gather(*[f_6(i, 0.1) for i in range(3)]), 1)
    print(rs)
asyncio.run(main_6())
