import asyncio


async def work(n):
    await asyncio.sleep(0)
    print(n)


async def main():
    t = asyncio.create_task(work(1))
    print("main")
    await t


asyncio.run(main())
