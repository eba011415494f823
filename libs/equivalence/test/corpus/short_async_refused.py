import asyncio
from contextlib import AsyncExitStack


async def main():
    async with AsyncExitStack() as stack:
        stack.callback(print, "left")


asyncio.run(main())
