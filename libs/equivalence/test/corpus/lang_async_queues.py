"""Coroutines that wait for one another: queues, locks, semaphores, events and conditions."""

import asyncio


async def turns(n):
    for _ in range(n):
        await asyncio.sleep(0)

async def worker_0(name, q, out):
    while True:
        x = await q.get()
        await turns(x)
        out.append((name, x))
        q.task_done()
async def main_0():
    q = asyncio.Queue()
    for i in range(5):
        await q.put(i)
    out = []
    ts = [asyncio.create_task(worker_0(f"w{i}", q, out)) for i in range(2)]
    await q.join()
    for t in ts:
        t.cancel()
    await asyncio.gather(*ts, return_exceptions=True)
    print(out)
asyncio.run(main_0())


lock_1 = asyncio.Lock()
total_1 = 0
async def add_1(n):
    global total_1
    async with lock_1:
        old = total_1
        await asyncio.sleep(0.01)
        total = old + n
        print("added", n, total_1)
async def main_1():
    await asyncio.gather(*[add_1(i) for i in range(4)])
    sem = asyncio.Semaphore(2)
    async def job(i):
        async with sem:
            print("in", i)
            await turns(1)
            print("out", i)
            return i
    rs = await asyncio.gather(*(job(i) for i in range(5)))
    print(rs, total_1)
    ev = asyncio.Event()
    async def waiter(n):
        print("wait", n)
        await ev.wait()
        print("go", n)
    ts = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    ev.set()
    for t in ts: await t
asyncio.run(main_1())


async def producer_2(q, n):
    for i in range(n):
        await turns(1)
        await q.put(i)
        print(f"produced {i}")
    await q.put(None)
async def consumer_2(q):
    while True:
        item = await q.get()
        if item is None:
            break
        print(f"consumed {item}")
        await turns(3)
async def main_2():
    q = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer_2(q, 5), consumer_2(q))
if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    loop.run_until_complete(main_2())
    loop.close()


async def phil_3(i, left, right, out):
    for n in range(2):
        async with left:
            await asyncio.sleep(0)
            async with right:
                out.append((i, n))
                await turns(2)
async def bounded_3(sem, i, out):
    async with sem:
        out.append(f"in{i}")
        await turns(i % 3)
        out.append(f"out{i}")
async def main_3():
    out = []
    locks = [asyncio.Lock() for _ in range(4)]
    await asyncio.gather(*(phil_3(i, locks[min(i, (i + 1) % 4)], locks[max(i, (i + 1) % 4)], out) for i in range(4)))
    print(out)
    log = []
    sem = asyncio.Semaphore(3)
    await asyncio.gather(*[bounded_3(sem, i, log) for i in range(9)])
    print(" ".join(log))
    cond = asyncio.Condition()
    items = []
    async def cons(n):
        async with cond:
            await cond.wait_for(lambda: len(items) > 0)
            print(n, "got", items.pop(0))
    async def prod():
        for i in range(3):
            await asyncio.sleep(0.01)
            async with cond:
                items.append(i)
                cond.notify()
    await asyncio.gather(cons("a"), cons("b"), cons("c"), prod())
    pq = asyncio.PriorityQueue()
    for x in (3, 1, 2):
        pq.put_nowait((x, f"job{x}"))
    while not pq.empty():
        print(await pq.get())
    q = asyncio.Queue(1)
    q.put_nowait(1)
    try:
        q.put_nowait(2)
    except asyncio.QueueFull:
        print("full", q.full(), q.qsize())
    print(q.get_nowait())
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print("empty", repr(e))
asyncio.run(main_3())
