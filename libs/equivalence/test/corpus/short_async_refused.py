import asyncio
from contextlib import asynccontextmanager


@asynccontextmanager
async def opened(name):
    yield name


async def main():
    async with opened("a") as name:
        print(name)


asyncio.run(main())
