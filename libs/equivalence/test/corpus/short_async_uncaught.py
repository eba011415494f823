import asyncio
async def main():
    raise KeyError("boom")
async def main2():
    t = asyncio.create_task(main())
    await t
asyncio.run(main2())
