import asyncio
class R:
    def __init__(self, n, swallow=False): self.n = n; self.swallow = swallow
    async def __aenter__(self):
        await asyncio.sleep(0); print("in", self.n); return self.n
    async def __aexit__(self, t, e, tb):
        await asyncio.sleep(0); print("out", self.n, t.__name__ if t else None, e); return self.swallow
async def f(k):
    for i in range(4):
        async with R(i) as a, R(i * 10) as b:
            if i == 0: continue
            if i == k: return a + b
            if i == 2: break
    else:
        return "else"
    return "end"
async def g():
    try:
        async with R("x"):
            raise ValueError("v")
    except ValueError as e:
        print("caught", e)
    finally:
        await asyncio.sleep(0)
        print("fin")
    async with R("y", True):
        async with R("z"):
            {}["k"]
    return "g"
async def main():
    print(await f(1), await f(9), await g())
    t = asyncio.create_task(f(1))
    while not t.done():
        print("tick"); await asyncio.sleep(0)
    print(t.result())
asyncio.run(main())
