import asyncio
from asyncio import Queue, create_task, sleep, gather
import random
class Account:
    def __init__(self, b): self.b = b; self.lock = asyncio.Lock()
    async def deposit(self, n: int) -> int:
        async with self.lock:
            cur = self.b
            await sleep(0)
            self.b = cur + n
            return self.b
class Pipeline:
    def __init__(self):
        self.q: Queue[int] = Queue()
        self.results: list[int] = []
    async def produce(self, n):
        for i in range(n):
            await self.q.put(i)
        await self.q.put(-1)
    async def consume(self):
        while (x := await self.q.get()) != -1:
            self.results.append(x * x)
            await sleep(0)
    async def run(self):
        await gather(self.produce(5), self.consume())
        return sum(self.results)
async def retry(f, n):
    for i in range(n):
        try:
            return await f(i)
        except ValueError as e:
            print("retry", i, e)
            await sleep(0.1 * 2 ** i)
    raise RuntimeError("gave up")
async def flaky(i):
    await sleep(0.01)
    if i < 2: raise ValueError(f"try {i}")
    return "ok"
async def main():
    a = Account(10)
    print(await gather(*(a.deposit(i) for i in range(5))), a.b)
    print(await Pipeline().run())
    print(await retry(flaky, 4))
    t = create_task(retry(flaky, 1))
    try:
        await t
    except RuntimeError as e:
        print(e)
    rs = {k: await v for k, v in {"a": create_task(a.deposit(1)), "b": create_task(a.deposit(2))}.items()}
    print(rs)
    if (await a.deposit(0)) > 5 and await a.deposit(1) > 5:
        print("rich", a.b)
    loop = asyncio.get_event_loop()
    t = loop.create_task(a.deposit(5))
    print(await asyncio.wait_for(t, timeout=1))
asyncio.run(main())
