import asyncio


class Client:
    def __init__(self, name):
        self.name = name

    async def fetch(self, n):
        await asyncio.sleep(0.001)
        return f"{self.name}{n}"


async def nested():
    return 42


async def fails():
    raise ValueError("no")


async def main():
    c = Client("c")
    total = await nested() + await nested()
    print(total, [await c.fetch(i) for i in range(3)])
    try:
        await fails()
    except ValueError as e:
        print(e)
    return total


if __name__ == "__main__":
    print(asyncio.run(main()))
