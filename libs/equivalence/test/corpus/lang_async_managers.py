import asyncio
from contextlib import asynccontextmanager

log = []


@asynccontextmanager
async def resource(name, *, size=1):
    log.append(f"open {name} {size}")
    await asyncio.sleep(0)
    try:
        yield name.upper()
    except KeyError as e:
        log.append(f"swallow {e}")
    finally:
        await asyncio.sleep(0)
        log.append(f"close {name}")


@asynccontextmanager
async def numbered():
    yield 42


class Pool:
    def __init__(self):
        self.free = ["a", "b"]

    @asynccontextmanager
    async def take(self, label="c"):
        item = self.free.pop()
        try:
            yield f"{label}:{item}"
        finally:
            self.free.append(item)


async def work(pool, i):
    async with pool.take(str(i)) as conn:
        await asyncio.sleep(0)
        log.append(conn)
        return len(conn)


async def main():
    async with resource("db", size=3) as r:
        log.append(f"use {r}")
        await asyncio.sleep(0)
    try:
        async with resource("x") as r:
            raise ValueError("inside")
    except ValueError as e:
        log.append(f"caught {e}")
    async with resource("k"):
        raise KeyError("gone")
    async with numbered() as n, resource("two") as r:
        log.append(f"{n + 1} {r}")
    pool = Pool()
    print(await asyncio.gather(*[work(pool, i) for i in range(2)]), pool.free)

    async def early():
        async with resource("early"):
            return "left"

    print(await early())


asyncio.run(main())
for line in log:
    print(line)
