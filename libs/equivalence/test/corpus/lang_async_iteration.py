"""Asynchronous generators, iterators and context managers, and coroutines as values."""

import asyncio

async def countdown_0(n):
    while n > 0:
        yield n
        await asyncio.sleep(0.01)
        n -= 1
class Ticker0:
    def __init__(self, n): self.n = n; self.i = 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await asyncio.sleep(0)
        return self.i
class Res0:
    async def __aenter__(self):
        print("enter")
        await asyncio.sleep(0.01)
        return self
    async def __aexit__(self, t, e, tb):
        print("exit", t is None)
        return True
async def main_0():
    async for x in countdown_0(3):
        print(x)
    async for y in Ticker0(2):
        print("t", y)
    async with Res0() as r:
        print(isinstance(r, Res0))
    async with Res0():
        raise ValueError("x")
    print("end")
asyncio.run(main_0())


async def f_1(): return 1
async def g_1():
    x = f_1()
    y = await x
    return y + await f_1()
print(asyncio.run(g_1()))


async def ping_2(n, a, b):
    for i in range(n):
        await a.wait()
        a.clear()
        print("ping", i)
        b.set()
async def pong_2(n, a, b):
    for i in range(n):
        await b.wait()
        b.clear()
        print("pong", i)
        a.set()
async def main_2():
    a, b = asyncio.Event(), asyncio.Event()
    a.set()
    await asyncio.gather(ping_2(3, a, b), pong_2(3, a, b))
    async def agen(n):
        for i in range(n):
            x = await dbl(i)
            yield x
    async def dbl(i):
        await asyncio.sleep(0.01)
        return i * 2
    total = 0
    async for v in agen(4):
        if v == 4: continue
        total += v
    else:
        print("else", total)
    out = [x async for x in agen(3)]
    print(out)
asyncio.run(main_2())
